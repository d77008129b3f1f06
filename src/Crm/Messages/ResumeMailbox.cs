using Crm.Events;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>The mailbox that is to send again.</summary>
public sealed record ResumeMailboxInput(MailboxId Mailbox);

/// <summary>
/// Lets a mailbox send again that a server had refused or a person had stopped; its queued messages, and all enrollments that are blocked for it, continue at once. Publishes <c>mailbox.resumed</c>, and
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
        var resumed = mailbox with { IsActive = true, Reason = null, Revision = mailbox.Revision + 1 };
        work.Changes.Update(resumed);
        await Enrollments.ReleaseAsync(work, [Obstacle.OfMailbox(mailbox.Id)]);
        work.Audit($"mailbox:{mailbox.Id}", new { mailbox.IsActive, mailbox.Reason }, new { resumed.IsActive });
        work.Publish("mailbox.resumed", null, new EventPayload.OfMailbox(mailbox.Id, null));
        return MailboxView.Of(resumed);
    }
}
