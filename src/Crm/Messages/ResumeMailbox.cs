using Crm.Events;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>The mailbox that is to send again.</summary>
public sealed record ResumeMailboxInput(MailboxId Mailbox);

/// <summary>
/// Lets a mailbox send again after a server refused it or a person stopped it; its queued messages, and all enrollments that it blocks, continue at once. If the server had refused the account
/// that several mailboxes send through, all of the tenant's mailboxes that were stopped for it are resumed. Publishes <c>mailbox.resumed</c>, and
/// <c>enrollment.resumed</c> for each of those.
/// </summary>
/// <remarks>Errors: NotFound. Refused with <c>mailbox-active</c>: it sends already.</remarks>
public sealed class ResumeMailbox : UseCase<ResumeMailboxInput, MailboxView>
{
    internal ResumeMailbox(UseCaseExecutor executor)
        : base(executor, "mailbox.resume", Right.Administer, WorkKind.Write) { }

    private protected override async Task<MailboxView> DecideAsync(Work work, ResumeMailboxInput input)
    {
        var mailbox = await work.GetMailboxAsync(input.Mailbox);
        if (mailbox.IsActive)
            throw CrmException.Refused("mailbox-active", "The mailbox may already send.");
        var together = mailbox.Cause is null
            ? [mailbox]
            : (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Where(other => !other.IsActive && other.Cause == mailbox.Cause).ToList();
        var resumed = together.ConvertAll(stopped => Resume(work, stopped));
        await Enrollments.ReleaseAsync(work, [.. resumed.Select(one => Obstacle.OfMailbox(one.Id))]);
        return MailboxView.Of(resumed.Single(one => one.Id == mailbox.Id));
    }

    private static Mailbox Resume(Work work, Mailbox stopped)
    {
        var resumed = stopped with { IsActive = true, Reason = null, Cause = null, Revision = stopped.Revision + 1 };
        work.Changes.Update(resumed);
        work.Audit($"mailbox:{stopped.Id}", new { stopped.IsActive, stopped.Reason }, new { resumed.IsActive });
        work.Publish("mailbox.resumed", null, new EventPayload.OfMailbox(stopped.Id, null));
        return resumed;
    }
}
