using Crm.Events;
using Crm.Records.Editing;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>An address that shall get nothing more from sequences.</summary>
/// <param name="Address">The address in the channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="Channel">The channel.</param>
public sealed record SuppressAddressInput(string Address, SuppressionReason Reason = SuppressionReason.Manual, string Channel = Channels.Email)
{
    /// <summary>Whether the enrollments are left to the worker, whose stop rule and gate ask for the suppression.</summary>
    internal bool LeavesEnrollments { get; init; }
}

/// <summary>A suppressed address.</summary>
/// <param name="Reason">Why it is suppressed; an earlier reason that is stronger stays.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Finished">Enrollments that it finished.</param>
public sealed record SuppressedAddressView(SuppressionReason Reason, DateTimeOffset Since, IReadOnlyList<EnrollmentId> Finished);

/// <summary>
/// Suppresses an address at once and finishes the live enrollments that write to it, or to a person who has it; once more does nothing. Publishes <c>address.suppressed</c>. Where workers move those enrollments
/// all the time, the suppression is stored alone: they ask for it themselves.
/// </summary>
/// <remarks>Errors: Invalid: it is no address of the channel.</remarks>
public sealed class SuppressAddress : UseCase<SuppressAddressInput, SuppressedAddressView>
{
    internal SuppressAddress(UseCaseExecutor executor)
        : base(executor, "address.suppress", Right.EditRecords, WorkKind.Write) { }

    private protected override async Task<SuppressedAddressView> RunAsync(Caller caller, SuppressAddressInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await base.RunAsync(caller, input, cancellationToken);
        }
        catch (CrmException exception) when (exception.Error is CrmError.Stale)
        {
            return await base.RunAsync(caller, input with { LeavesEnrollments = true }, cancellationToken);
        }
    }

    private protected override async Task<SuppressedAddressView> DecideAsync(Work work, SuppressAddressInput input)
    {
        SuppressedAddress.Require(input.Channel, input.Address);
        var wanted = new Suppression
        {
            Tenant = work.Tenant,
            Channel = input.Channel,
            AddressHash = AddressHash.Of(input.Address),
            Reason = input.Reason,
            Since = work.Now,
            Source = work.Actor.ToString(),
        };
        var current = await Suppressions.AddAsync(work, wanted);
        var live = input.LeavesEnrollments ? [] : await LiveAsync(work, input, wanted.AddressHash);
        var reason = input.Reason == SuppressionReason.Bounced ? FinishReason.Bounced : FinishReason.OptedOut;
        var finished = await Enrollments.FinishAsync(work, live, reason, "The address is suppressed.");
        if (!work.Changes.IsEmpty)
        {
            work.Audit(
                $"suppression:{wanted.AddressHash}",
                null,
                new
                {
                    reason = input.Reason,
                    channel = input.Channel,
                    finished = finished.Count,
                }
            );
            work.Publish("address.suppressed", null, new EventPayload.OfSuppression(wanted.AddressHash, input.Channel, input.Reason));
        }
        return new SuppressedAddressView(current.Reason, current.Since, [.. finished.Select(enrollment => enrollment.Id)]);
    }

    /// <summary>Who is written to at the address: by the enrollment, or because the person has it. Enrollments know addresses of the email channel only.</summary>
    private static async Task<IReadOnlyList<Enrollment>> LiveAsync(Work work, SuppressAddressInput input, string hash)
    {
        if (input.Channel != Channels.Email)
            return [];
        var normalized = EmailAddress.Key(input.Address);
        var matches = await work.Stores.Records.FindByContactPointAsync(ContactPointKind.Email, [normalized], work.Cancellation);
        var people = matches.Select(match => match.Record.Id).ToHashSet();
        var live = await work.Stores.Sequences.FindEnrollmentsAsync(people, [hash], liveOnly: true, work.Cancellation);
        // A mailbox that bounced says nothing about the person's other addresses.
        return input.Reason == SuppressionReason.Bounced ? [.. live.Where(enrollment => enrollment.AddressHash == hash)] : live;
    }
}
