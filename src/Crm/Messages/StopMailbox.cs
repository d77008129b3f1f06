using Crm.Events;

namespace Crm.Messages;

/// <summary>The mailbox that is to send nothing more.</summary>
/// <param name="Mailbox">Which one.</param>
/// <param name="Why">Why, in words; whoever resumes it reads them.</param>
public sealed record StopMailboxInput(MailboxId Mailbox, string Why);

/// <summary>
/// Stops a mailbox: from the next message on, nothing leaves by it, and the enrollments whose mail it would send are blocked as their messages come up. <see cref="ResumeMailbox"/> lets all of
/// them go on. Publishes <c>mailbox.stopped</c>.
/// </summary>
/// <remarks>Errors: NotFound. Invalid: there is no reason. Refused with <c>mailbox-stopped</c>: it is stopped already.</remarks>
public sealed class StopMailbox : UseCase<StopMailboxInput, MailboxView>
{
    internal StopMailbox(UseCaseExecutor executor)
        : base(executor, "mailbox.stop", Right.Administer, WorkKind.Write) { }

    private protected override async Task<MailboxView> DecideAsync(Work work, StopMailboxInput input)
    {
        var check = new Problems();
        var why = check.Name("why", input.Why);
        check.ThrowIfInvalid();
        var mailbox = await work.GetMailboxAsync(input.Mailbox);
        if (!mailbox.IsActive)
            throw CrmException.Refused("mailbox-stopped", $"The mailbox is stopped already: {mailbox.Reason ?? "nobody said why."}");
        var stopped = mailbox with { IsActive = false, Reason = why, Revision = mailbox.Revision + 1 };
        work.Changes.Update(stopped);
        work.Audit($"mailbox:{mailbox.Id}", new { mailbox.IsActive }, new { stopped.IsActive, stopped.Reason });
        work.Publish("mailbox.stopped", null, new EventPayload.OfMailbox(mailbox.Id, why));
        return MailboxView.Of(stopped);
    }
}
