using Crm.Messages;

namespace Crm.Stores;

/// <summary>How much a sender claims.</summary>
/// <param name="Max">How many messages at most.</param>
/// <param name="Lease">For how long.</param>
public sealed record MessageClaim(int Max, TimeSpan Lease)
{
    /// <summary>Of how many mailboxes at most.</summary>
    public int Mailboxes { get; init; } = Max;

    /// <summary>Mailboxes that are left out.</summary>
    public IReadOnlyCollection<MailboxId> Except { get; init; } = [];
}
