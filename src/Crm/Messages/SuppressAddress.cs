using Crm.Events;
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
/// <remarks>Errors: Invalid: there is no address, or it is too long.</remarks>
public sealed class SuppressAddress : UseCase<SuppressAddressInput, SuppressedAddressView>
{
    private const int LongestAddress = 320;

    internal SuppressAddress(UseCaseExecutor executor)
        : base(executor, "address.suppress", Right.EditRecords, WorkKind.Write) { }

    private protected override async Task<SuppressedAddressView> DecideAsync(Work work, SuppressAddressInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Address) || input.Address.Length > LongestAddress)
            throw CrmException.Invalid("address", $"It must have 1 to {LongestAddress} characters, had {input.Address?.Trim().Length ?? 0}.");
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
            work.Publish("address.suppressed", null, new EventPayload.OfSuppression(wanted.AddressHash, input.Channel, input.Reason));
        }
        return new SuppressedAddressView(current.Reason, current.Since, [.. finished.Select(enrollment => enrollment.Id)]);
    }
}
