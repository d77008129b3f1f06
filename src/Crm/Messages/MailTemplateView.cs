namespace Crm.Messages;

/// <summary>A template as people see it.</summary>
/// <param name="Id">The template.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Subject">The subject, in Liquid.</param>
/// <param name="Text">The text, in Liquid.</param>
/// <param name="Revision">Its revision; expected by the next change.</param>
public sealed record MailTemplateView(MailTemplateId Id, string Name, string Subject, string Text, int Revision)
{
    /// <summary>Who wrote it; null where the host did.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>That member's name, or null.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Whether all members may use it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the caller may change it.</summary>
    public bool IsEditable { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static MailTemplateView Of(Access access, MailTemplate row) =>
        new(row.Id, row.Name, row.Subject, row.Text, row.Revision)
        {
            Owner = row.Owner,
            OwnerName = access.NameOf(row.Owner),
            IsShared = row.IsShared,
            IsEditable = MailTemplates.MayEdit(access, row),
            UpdatedAt = row.UpdatedAt,
        };
}
