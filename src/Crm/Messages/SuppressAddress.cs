using Crm.Records.Editing;
using Crm.Sequences;
using Crm.Sequences.Steps;

namespace Crm.Messages;

/// <summary>An address that shall get nothing more from sequences.</summary>
/// <param name="Address">The address in the channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="Channel">The channel.</param>
public sealed record SuppressAddressInput(string Address, SuppressionReason Reason = SuppressionReason.Manual, string Channel = "email");

/// <summary>A suppressed address.</summary>
/// <param name="Suppression">What stands now; an earlier one that is stronger stays.</param>
/// <param name="Finished">Enrollments that it finished.</param>
public sealed record SuppressedAddress(Suppression Suppression, IReadOnlyList<EnrollmentId> Finished);

/// <summary>Suppresses an address at once and finishes its live enrollments. Takes <see cref="Right.EditRecords"/>; publishes <c>address.suppressed</c>.</summary>
public sealed class SuppressAddress(UseCaseExecutor executor)
{
    private const int LongestAddress = 320;

    /// <summary>Carries it out; once more does nothing.</summary>
    /// <exception cref="CrmException">Invalid: there is no address, or it is too long.</exception>
    public Task<SuppressedAddress> ExecuteAsync(Caller caller, SuppressAddressInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            "address.suppress",
            Right.EditRecords,
            input,
            work => SuppressAsync(work, input, cancellationToken),
            cancellationToken
        );
    }

    private static async Task<SuppressedAddress> SuppressAsync(Work work, SuppressAddressInput input, CancellationToken cancellationToken)
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
            Source = work.Author,
        };
        var standing = await Suppressions.AddAsync(work.Stores, work.Changes, wanted, cancellationToken);
        // Enrollments know the address of the email channel only.
        var live =
            input.Channel == StepMessages.Email
                ? await work.Stores.Sequences.FindEnrollmentsAsync([], [wanted.AddressHash], liveOnly: true, cancellationToken)
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
        return new SuppressedAddress(standing, [.. finished.Select(enrollment => enrollment.Id)]);
    }
}
