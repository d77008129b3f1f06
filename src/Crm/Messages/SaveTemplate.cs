using Crm.Values;

namespace Crm.Messages;

/// <summary>A template as it is to be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Subject">The subject, in Liquid, one line of at most 998 characters.</param>
/// <param name="Text">The text, in Liquid.</param>
public sealed record SaveTemplateInput(string Name, string Subject, string Text)
{
    /// <summary>The template to change; null: a new one.</summary>
    public MailTemplateId? Id { get; init; }

    /// <summary>Whether all members may use it.</summary>
    public bool IsShared { get; init; }

    /// <summary>The revision that the caller has seen; null: whatever it is now.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>Saves a template for mail that people write. Its author may change it, and of shared ones those who may act for others.</summary>
/// <remarks>
/// NotFound: it is unknown, or another member's own. Forbidden: it is another member's shared one. Stale: another revision was found. Invalid: names every wrong field; a tag that can never have a value is one. Refused
/// with <c>too-many</c>: the tenant has 1,000 templates already.
/// </remarks>
public sealed class SaveTemplate : UseCase<SaveTemplateInput, MailTemplateView>
{
    private const int Max = 1_000;
    private const int LongestSubject = 998;

    internal SaveTemplate(UseCaseExecutor executor)
        : base(executor, "template.save", Right.EditRecords, WorkKind.Write, Right.ActForOthers) { }

    private protected override async Task<MailTemplateView> DecideAsync(Work work, SaveTemplateInput input)
    {
        var all = await work.Stores.Messages.GetTemplatesAsync(work.Cancellation);
        var before = input.Id is { } id ? await work.GetTemplateAsync(id) : null;
        if (before is not null)
            RequireEditable(work, before);
        if (before is not null && input.ExpectedRevision is { } expected && expected != before.Revision)
            throw CrmException.Stale("template", expected, before.Revision);
        if (before is null && all.Count >= Max)
            throw CrmException.Refused("too-many", $"There are {Max} templates already; delete one first.");
        var after = new MailTemplate
        {
            Tenant = work.Tenant,
            Id = before?.Id ?? new MailTemplateId(work.NewId()),
            Owner = before is null ? work.Access.Member?.Id : before.Owner,
            Name = "",
            Subject = "",
            Text = "",
            IsShared = input.IsShared || work.Access.Member is null,
            UpdatedAt = work.Now,
            Revision = (before?.Revision ?? 0) + 1,
        };
        after = Checked(after, input, await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation));
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"template:{after.Id}", before is null ? null : Shown(before), Shown(after));
        return MailTemplateView.Of(work.Access, after);
    }

    /// <summary>Refuses a shared template of another member, unless the caller may act for others.</summary>
    internal static void RequireEditable(Work work, MailTemplate template)
    {
        if (!MailTemplates.MayEdit(work.Access, template))
            throw CrmException.Forbidden(nameof(Right.ActForOthers), "Another member wrote this template; changing it requires the right ActForOthers.");
    }

    internal static object Shown(MailTemplate template) =>
        new
        {
            template.Name,
            template.Subject,
            template.Text,
            template.IsShared,
        };

    private static MailTemplate Checked(MailTemplate template, SaveTemplateInput input, IReadOnlyList<CustomField> custom)
    {
        var check = new Problems();
        var checkedOne = template with
        {
            Name = check.Name("name", input.Name),
            Subject = check.Line("subject", input.Subject, LongestSubject) ?? "",
            Text = input.Text,
        };
        if (checkedOne.Subject.Length == 0)
            check.Add("subject", "It must not be empty.");
        if (string.IsNullOrWhiteSpace(input.Text))
            check.Add("text", "It must not be empty.");
        MailTemplates.Check("subject", input.Subject, custom, check);
        MailTemplates.Check("text", input.Text, custom, check);
        check.ThrowIfInvalid();
        return checkedOne;
    }
}
