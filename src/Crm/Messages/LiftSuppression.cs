using Crm.Events;

namespace Crm.Messages;

/// <summary>The address that may be written to again.</summary>
/// <param name="Address">The address, or its hash.</param>
/// <param name="Why">Why, in words; the audit keeps them.</param>
/// <param name="Channel">The channel.</param>
public sealed record LiftSuppressionInput(string Address, string Why, string Channel = Channels.Email);

/// <summary>Lets an address be written to again. What was finished because of it stays finished. Publishes <c>address.unsuppressed</c>.</summary>
/// <remarks>
/// Errors: Invalid: the address or the reason. NotFound: it is not suppressed. Forbidden: the caller may not administer, and mail to the address bounced or the person complained.
/// </remarks>
public sealed class LiftSuppression : UseCase<LiftSuppressionInput, SuppressionView>
{
    internal LiftSuppression(UseCaseExecutor executor)
        : base(executor, "suppression.lift", Right.EditRecords, WorkKind.Write) => ConditionalRights = [Right.Administer];

    private protected override async Task<SuppressionView> DecideAsync(Work work, LiftSuppressionInput input)
    {
        var check = new Problems();
        var why = check.Name("why", input.Why);
        check.ThrowIfInvalid();
        var hash = SuppressedAddress.HashOf(input.Channel, input.Address);
        // An address is personal and stays out of messages.
        var lifted = await Suppressions.FindAsync(work, input.Channel, hash) ?? throw CrmException.NotFound("suppression of the address", hash);
        if (Suppressions.IsFinal(lifted.Reason))
            work.Access.Require(Right.Administer);
        work.Changes.Delete(lifted);
        work.Audit(
            $"suppression:{hash}",
            new
            {
                lifted.Channel,
                lifted.Reason,
                lifted.Since,
                lifted.Source,
            },
            new { why }
        );
        work.Publish("address.unsuppressed", null, new EventPayload.OfSuppression(hash, lifted.Channel, lifted.Reason));
        return SuppressionView.Of(lifted);
    }
}
