using Crm.Messages;

namespace Crm.Sequences.Steps;

/// <summary>Makes the ledger's row of a message that a step wants sent.</summary>
internal static class StepMessages
{
    /// <summary>A queued message, its Message-ID fixed; or why there can be none.</summary>
    /// <param name="material">Mailboxes and the thread so far.</param>
    /// <param name="step">The step that wants it.</param>
    /// <param name="wanted">What it says.</param>
    /// <param name="why">What stands in the way; null where a message is returned.</param>
    public static Message? Make(BatchData material, PreparedStep step, Effect.QueueMessage wanted, out Obstacle? why)
    {
        var enrollment = step.Enrollment;
        if ((why = WhyNot(material, enrollment, step.Contact, wanted.Channel, out var mailbox)) is not null)
            return null;
        var address = step.Contact!.Email!;
        var id = OrderedId.At(material.Now);
        var previous = wanted.StartsThread ? null : Previous(material, enrollment, wanted.Channel, wanted.Subject);
        return new Message
        {
            Tenant = enrollment.Tenant,
            Id = new MessageId(id),
            Channel = wanted.Channel,
            Mailbox = mailbox!.Id,
            Record = enrollment.Record,
            RecordType = enrollment.RecordType,
            Recipient = enrollment.Recipient,
            Enrollment = enrollment.Id,
            Execution = step.Execution,
            Causes = [.. enrollment.Causes, $"enrollment:{enrollment.Id}"],
            FromAddress = mailbox.Address,
            FromName = mailbox.DisplayName,
            ToAddress = address,
            ToName = step.Contact.Name,
            AddressHash =
                enrollment.AddressHash is { } hash && step.Contact.Id == enrollment.Recipient && hash == AddressHash.Of(address)
                    ? hash
                    : AddressHash.Of(address),
            Subject = wanted.Subject,
            Text = wanted.Text,
            Html = wanted.Html,
            WireId = $"{id}@{DomainOf(mailbox.Address)}",
            InReplyTo = previous?.WireId,
            References = previous is null ? [] : [.. previous.References, previous.WireId],
            State = MessageState.Queued,
            NextAttemptAt = material.Now,
            TextRevision = step.Settings.TextRevision,
            QueuedAt = material.Now,
            Revision = 1,
        };
    }

    /// <summary>What stands in the way of a message to an enrollment's recipient; null where nothing does.</summary>
    public static Obstacle? WhyNot(BatchData material, Enrollment enrollment, CrmRecord? contact, string channel, out Mailbox? mailbox)
    {
        var previous = material.ThreadOf(enrollment.Id, channel);
        mailbox = previous is null ? material.MailboxOf(enrollment.Tenant, enrollment.Owner, channel) : material.MailboxOf(enrollment.Tenant, previous.Mailbox);
        if (contact is null)
            return new("There is no recipient: choose a person, or give the record a primary contact.", Obstacle.OfRecord(enrollment.Record));
        if (contact.Email is null)
            return new("The recipient has no email address.", Obstacle.OfRecord(contact.Id));
        if (mailbox is null && previous is not null)
            return new("The mailbox that the thread was sent from no longer exists.", Obstacle.OfMailbox(previous.Mailbox));
        if (mailbox is null)
            return new($"There is no mailbox for channel '{channel}': neither the owner nor the tenant has one.", Obstacle.OfChannel(channel));
        if (mailbox.Member is { } sender && material.Members.TryGetValue(sender, out var member) && !member.IsActive)
            return new("The member who owns the sending mailbox is no longer active.", Obstacle.OfMember(sender));
        return mailbox.IsActive ? null : new($"The mailbox may not send{(mailbox.Reason is { } reason ? ": " + reason : ".")}", Obstacle.OfMailbox(mailbox.Id));
    }

    /// <summary>The subject under which an email leaves: a follow-up replies to what was sent before.</summary>
    public static string SubjectOf(BatchData material, Enrollment enrollment, string channel, string subject, bool startsThread) =>
        !startsThread && material.ThreadOf(enrollment.Id, channel) is { } previous ? ReplyTo(previous) : subject;

    /// <summary>What an email replies to: mail programs take it for a reply only where the subject says so too.</summary>
    private static Message? Previous(BatchData material, Enrollment enrollment, string channel, string subject) =>
        material.ThreadOf(enrollment.Id, channel) is { } previous && subject == ReplyTo(previous) ? previous : null;

    private static string ReplyTo(Message previous) =>
        previous.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? previous.Subject : "Re: " + previous.Subject;

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
