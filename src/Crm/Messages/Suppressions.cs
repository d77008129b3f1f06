using Crm.Sequences;

namespace Crm.Messages;

/// <summary>Adds suppressions and finishes the enrollments that they forbid.</summary>
internal static class Suppressions
{
    /// <summary>Whether a person may not even write a one-off mail against it.</summary>
    public static bool IsFinal(SuppressionReason reason) => reason is SuppressionReason.Bounced or SuppressionReason.Complained;

    /// <summary>The suppression of everything to an address, or null.</summary>
    public static async Task<Suppression?> FindAsync(Work work, string channel, string addressHash) =>
        await work.Stores.Messages.GetSuppressionsAsync(channel, [addressHash], work.Cancellation) is [var found] ? found : null;

    /// <summary>A suppression of a message's recipient.</summary>
    public static Suppression Of(Message message, SuppressionReason reason, DateTimeOffset since) =>
        new()
        {
            Tenant = message.Tenant,
            Channel = message.Channel,
            AddressHash = message.AddressHash,
            Reason = reason,
            Since = since,
            Source = $"message:{message.Id}",
        };

    /// <summary>Suppresses an address; a reason that a person cannot set aside replaces one that a person can.</summary>
    /// <returns>The suppression that holds then.</returns>
    public static async Task<Suppression> AddAsync(Work work, Suppression wanted)
    {
        var known = await FindAsync(work, wanted.Channel, wanted.AddressHash);
        if (known is null)
            work.Changes.InsertIfAbsent(wanted);
        else if (IsFinal(wanted.Reason) && !IsFinal(known.Reason))
            work.Changes.Update(wanted);
        else
            return known;
        return wanted;
    }

    /// <summary>Finishes the live enrollments that address the same person, except for one that the caller has ended.</summary>
    public static async Task FinishOthersAsync(Work work, Message message, Enrollment? except, FinishReason reason, string why)
    {
        var live = (await work.Stores.Sequences.FindEnrollmentsAsync([], [message.AddressHash], liveOnly: true, work.Cancellation))
            .Where(enrollment => enrollment.Id != except?.Id)
            .ToList();
        await Enrollments.FinishAsync(work, live, reason, why);
    }
}
