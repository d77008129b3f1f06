using Crm.Ledger;
using Crm.Messages;

namespace Crm.Sequences.Steps;

/// <summary>Makes the ledger's row of a message that a step wants sent.</summary>
internal static class StepMessages
{
    /// <summary>A queued message, its Message-ID fixed; or why there can be none.</summary>
    /// <param name="step">The step that wants it.</param>
    /// <param name="wanted">What it says.</param>
    /// <param name="why">What stands in the way; null where a message is returned.</param>
    public static Message? Make(PreparedStep step, Effect.QueueMessage wanted, out Obstacle? why)
    {
        var (data, enrollment) = (step.Data, step.Enrollment);
        if ((why = WhyNot(step, wanted.Channel, out var mailbox)) is not null)
            return null;
        var previous = wanted.StartsThread ? null : Previous(step, wanted.Channel, wanted.Subject);
        return MessageLedger.New(
            mailbox!,
            step.Record,
            step.Contact!.Email!,
            wanted,
            previous is null ? [] : [.. previous.References, previous.WireId],
            data.Now
        ) with
        {
            Recipient = enrollment.Recipient,
            Enrollment = enrollment.Id,
            Execution = step.Execution,
            Causes = [.. enrollment.Causes, $"enrollment:{enrollment.Id}"],
            ToName = step.Contact.Name,
            TextRevision = step.TextRevision,
        };
    }

    /// <summary>What stands in the way of a message to an enrollment's recipient; null where nothing does.</summary>
    public static Obstacle? WhyNot(PreparedStep step, string channel, out Mailbox? mailbox)
    {
        var (data, enrollment, contact) = (step.Data, step.Enrollment, step.Contact);
        var previous = data.ThreadOf(enrollment.Id, channel);
        mailbox = previous is null ? data.MailboxOf(enrollment.Tenant, enrollment.Owner, channel) : data.MailboxOf(enrollment.Tenant, previous.Mailbox);
        if (contact is null)
            return new("There is no recipient: choose a person, or give the record a primary contact.", Obstacle.OfRecord(enrollment.Record));
        if (contact.Email is null)
            return new("The recipient has no email address.", Obstacle.OfRecord(contact.Id));
        if (mailbox is null && previous is not null)
            return new("The mailbox that the thread was sent from no longer exists.", Obstacle.OfMailbox(previous.Mailbox));
        if (mailbox is null)
            return new($"There is no mailbox for channel '{channel}': neither the owner nor the tenant has one.", Obstacle.OfChannel(channel));
        if (mailbox.Member is { } sender && data.Members.TryGetValue(sender, out var member) && !member.IsActive)
            return new("The member who owns the sending mailbox is no longer active.", Obstacle.OfMember(sender));
        return mailbox.IsActive ? null : new($"The mailbox may not send{(mailbox.Reason is { } reason ? ": " + reason : ".")}", Obstacle.OfMailbox(mailbox.Id));
    }

    /// <summary>The subject under which an email leaves: a follow-up replies to what was sent before.</summary>
    public static string SubjectOf(PreparedStep step, string channel, string subject, bool startsThread) =>
        !startsThread && step.Data.ThreadOf(step.Enrollment.Id, channel) is { } previous ? ReplyTo(previous) : subject;

    /// <summary>What an email replies to: mail programs take it for a reply only where the subject says so too.</summary>
    private static ThreadMessage? Previous(PreparedStep step, string channel, string subject) =>
        step.Data.ThreadOf(step.Enrollment.Id, channel) is { } previous && subject == ReplyTo(previous) ? previous : null;

    private static string ReplyTo(ThreadMessage previous) =>
        previous.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? previous.Subject : "Re: " + previous.Subject;
}
