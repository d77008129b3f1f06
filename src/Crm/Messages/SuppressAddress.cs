using Crm.Records.Editing;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>An address that shall get nothing more from sequences.</summary>
/// <param name="Address">The address in the channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="Channel">The channel.</param>
public sealed record SuppressAddressInput(string Address, SuppressionReason Reason = SuppressionReason.Manual, string Channel = Channels.Email);

/// <summary>A suppressed address.</summary>
/// <param name="Reason">Why it is suppressed; an earlier reason that is stronger stays.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Finished">Enrollments that it finished.</param>
public sealed record SuppressedAddressView(SuppressionReason Reason, DateTimeOffset Since, IReadOnlyList<EnrollmentId> Finished);

/// <summary>Suppresses an address at once and finishes its live enrollments; once more does nothing. Publishes <c>address.suppressed</c>.</summary>
/// <remarks>Errors: Invalid: it is no address of the channel.</remarks>
public sealed class SuppressAddress : UseCase<SuppressAddressInput, SuppressedAddressView>
{
    internal SuppressAddress(UseCaseExecutor executor)
        : base(executor, "address.suppress", Right.EditRecords, WorkKind.Write) { }

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
        // Enrollments know the address of the email channel only.
        var live =
            input.Channel == Channels.Email
                ? await work.Stores.Sequences.FindEnrollmentsAsync([], [wanted.AddressHash], liveOnly: true, work.Cancellation)
                : [];
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
            work.Publish(
                "address.suppressed",
                null,
                new
                {
                    addressHash = wanted.AddressHash,
                    channel = input.Channel,
                    reason = input.Reason,
                }
            );
        }
        return new SuppressedAddressView(current.Reason, current.Since, [.. finished.Select(enrollment => enrollment.Id)]);
    }
}
