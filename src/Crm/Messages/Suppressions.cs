using Crm.Sequences;
using Crm.Sequences.Steps;

namespace Crm.Messages;

/// <summary>Adds suppressions and finishes what they forbid. Reads what it needs, adds rows to the caller's change set.</summary>
internal static class Suppressions
{
    /// <summary>Whether a person may not even write a one-off mail against it.</summary>
    public static bool IsFinal(SuppressionReason reason) => reason is SuppressionReason.Bounced or SuppressionReason.Complained;

    /// <summary>The suppression of everything to an address, or null.</summary>
    public static async Task<Suppression?> FindAsync(
        IStores stores,
        TenantId tenant,
        string channel,
        string addressHash,
        CancellationToken cancellationToken
    ) => (await stores.Messages.GetSuppressionsAsync(channel, [addressHash], cancellationToken)).FirstOrDefault(one => one.Tenant == tenant);

    /// <summary>Suppresses a message's address; a reason that a person cannot set aside replaces one that a person can.</summary>
    public static Task AddAsync(
        IStores stores,
        ChangeSet changes,
        Message message,
        SuppressionReason reason,
        string source,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        AddAsync(
            stores,
            changes,
            new Suppression
            {
                Tenant = message.Tenant,
                Channel = message.Channel,
                AddressHash = message.AddressHash,
                Reason = reason,
                Since = now,
                Source = source,
            },
            cancellationToken
        );

    /// <inheritdoc cref="AddAsync(IStores, ChangeSet, Message, SuppressionReason, string, DateTimeOffset, CancellationToken)"/>
    /// <returns>What stands then.</returns>
    public static async Task<Suppression> AddAsync(IStores stores, ChangeSet changes, Suppression wanted, CancellationToken cancellationToken)
    {
        var known = await FindAsync(stores, wanted.Tenant, wanted.Channel, wanted.AddressHash, cancellationToken);
        if (known is null)
            changes.InsertIfAbsent(wanted);
        else if (IsFinal(wanted.Reason) && !IsFinal(known.Reason))
            changes.Update(wanted);
        else
            return known;
        return wanted;
    }

    /// <summary>Finishes the live enrollments that address the same person, but for one that the caller has ended.</summary>
    public static async Task FinishOthersAsync(Work work, Message message, Enrollment? except, FinishReason reason, string why)
    {
        var live = (await work.Stores.Sequences.FindEnrollmentsAsync([], [message.AddressHash], liveOnly: true, work.Cancellation))
            .Where(enrollment => enrollment.Tenant == message.Tenant && enrollment.Id != except?.Id)
            .ToList();
        await Enrollments.FinishAsync(work, live, reason, why);
    }
}
