namespace Crm.Messages;

/// <summary>Which mailbox.</summary>
public sealed record ResumeMailboxInput(MailboxId Mailbox);

/// <summary>
/// Lets a mailbox send again that a server had refused; its queued messages, and the enrollments that are blocked for it, go on by themselves within minutes. Takes
/// <see cref="Right.Administer"/>; publishes <c>mailbox.resumed</c>.
/// </summary>
public sealed class ResumeMailbox(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The mailbox as it is stored.</returns>
    /// <exception cref="CrmException">NotFound; Refused with <c>mailbox-active</c>: it sends already.</exception>
    public Task<Mailbox> ExecuteAsync(Caller caller, ResumeMailboxInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            "mailbox.resume",
            Right.Administer,
            input,
            async context =>
            {
                var mailbox =
                    (await context.Stores.Messages.GetMailboxesAsync(cancellationToken)).FirstOrDefault(one => one.Id == input.Mailbox)
                    ?? throw CrmException.NotFound("mailbox", input.Mailbox.ToString());
                if (mailbox.IsActive)
                    throw CrmException.Refused("mailbox-active", "The mailbox may send already.");
                var resumed = mailbox with { IsActive = true, Reason = null, Revision = mailbox.Revision + 1 };
                context.Changes.Update(resumed);
                context.Audit($"mailbox:{mailbox.Id}", new { mailbox.IsActive, mailbox.Reason }, new { resumed.IsActive });
                context.Publish("mailbox.resumed", null, new { mailbox = mailbox.Id.Value });
                return resumed;
            },
            cancellationToken
        );
    }
}
