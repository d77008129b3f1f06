using Crm.Messages;

namespace Crm.Stores;

/// <summary>Which messages are shown. Null members do not narrow.</summary>
public sealed record MessageFilter
{
    /// <summary>Only in these states.</summary>
    public IReadOnlyCollection<MessageState>? States { get; init; }

    /// <summary>Only about this record.</summary>
    public RecordId? Record { get; init; }

    /// <summary>Only of this mailbox.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>Owners that the caller may see: only messages about records of theirs, or of nobody. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }
}
