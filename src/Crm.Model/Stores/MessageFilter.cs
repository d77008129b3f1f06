using Crm.Messages;
using Crm.Sequences;

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

    /// <summary>Only of enrollments of this sequence.</summary>
    public SequenceId? Sequence { get; init; }

    /// <summary>Only queued at or after, in UTC.</summary>
    public DateTimeOffset? QueuedFrom { get; init; }

    /// <summary>Only queued before, in UTC.</summary>
    public DateTimeOffset? QueuedBefore { get; init; }

    /// <summary>Owners that the caller may see: only messages about records of theirs, or of nobody. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }
}
