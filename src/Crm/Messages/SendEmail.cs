using Crm.Ledger;
using Crm.Plugins;
using Crm.Records.Editing;
using Crm.Sequences;
using Crm.Sequences.Templates;
using Crm.Values;

namespace Crm.Messages;

/// <summary>A mail that a person writes.</summary>
/// <param name="Record">The record it is about, in whose timeline it will stand.</param>
/// <param name="Subject">One line of at most 998 characters (RFC 5322 §2.1.1); empty where the template writes it.</param>
/// <param name="Text">The text, plain, at most 1,000,000 characters; empty where the template writes it.</param>
public sealed record SendEmailInput(RecordRef Record, string Subject, string Text)
{
    /// <summary>The text as HTML, or null for text only.</summary>
    public string? Html { get; init; }

    /// <summary>The recipient's address; null for the record's primary one.</summary>
    public string? To { get; init; }

    /// <summary>The mailbox; null for the member's own, else the tenant's.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>The message whose thread it continues, or null.</summary>
    public MessageId? InReplyTo { get; init; }

    /// <summary>The template that writes what subject and text leave empty; null where both are given.</summary>
    public MailTemplateId? Template { get; init; }

    /// <summary>Why it is sent though the person opted out; kept in the audit. Null: it is then refused.</summary>
    public string? DespiteOptOut { get; init; }
}

/// <summary>
/// Queues one mail by a person: the same ledger, gate and retries as sequences have; the server's answer comes later, see <see cref="ListMessages"/>. An address that bounced or complained is refused,
/// one that opted out unless a reason is given. Publishes <c>message.queued</c>.
/// </summary>
/// <remarks>
/// Errors: Invalid names every wrong member. NotFound: record, mailbox or message. Refused: <c>address-bounced</c>, <c>address-opted-out</c>, <c>mailbox-inactive</c>, <c>no-mailbox</c>. Forbidden:
/// another member's mailbox.
/// </remarks>
public sealed class SendEmail : UseCase<SendEmailInput, MessageView>
{
    private const int LongestSubject = 998;
    private const int LongestText = 1_000_000;
    private const int LongestReason = 500;

    private readonly PluginCatalog plugins;
    private readonly LiquidTemplates templates;

    internal SendEmail(UseCaseExecutor executor, PluginCatalog plugins, LiquidTemplates templates)
        : base(executor, "message.send", Right.EditRecords, WorkKind.Write)
    {
        (this.plugins, this.templates) = (plugins, templates);
        ConditionalRights = [Right.ActForOthers];
    }

    private protected override async Task<MessageView> DecideAsync(Work work, SendEmailInput input)
    {
        plugins.Transport(Channels.Email);
        if (input.Template is null)
            Check(input);
        var record = await work.GetRecordAsync(input.Record);
        if (record.DeletedAt is not null)
            throw CrmException.NotFound(input.Record.Type.Word(), input.Record.Id.ToString());
        if (input.Template is { } template)
            Check(input = await WrittenAsync(work, input, template, record));
        var to =
            (input.To ?? record.Email) is { } address && !string.IsNullOrWhiteSpace(address)
                ? EmailAddress.Key(address)
                : throw CrmException.Invalid("to", "The record has no email address: name one.");
        var suppression = await RequireAllowedAsync(work, input, to);
        var mailbox = await MailboxAsync(work, input.Mailbox);
        var previous = input.InReplyTo is { } id ? await work.GetMessageAsync(id) : null;
        var wanted = new Effect.QueueMessage(Channels.Email, input.Subject.Trim(), input.Text, input.Html);
        var message = MessageLedger.New(mailbox, record, to, wanted, previous is null ? [] : [.. previous.References, previous.WireId], work.Now) with
        {
            Recipient = record is Lead or Contact ? record.Id : null,
            Causes = work.Causes,
            ToName = input.To is null ? record.Name : null,
            ApprovedBy = work.Actor,
        };
        work.Audit(
            $"message:{message.Id}",
            null,
            new
            {
                message.State,
                record = record.Id.Value,
                despite = suppression?.Reason,
                why = suppression is null ? null : input.DespiteOptOut,
            }
        );
        MessageLedger.Queue(work, message);
        return MessageView.Of(message);
    }

    /// <summary>The mail with what the template writes.</summary>
    private async Task<SendEmailInput> WrittenAsync(Work work, SendEmailInput input, MailTemplateId id, CrmRecord record)
    {
        var template = await work.GetTemplateAsync(id);
        var written = PreviewTemplate.Render(
            templates,
            await work.ModelAsync(record),
            string.IsNullOrWhiteSpace(input.Subject) ? template.Subject : "",
            string.IsNullOrWhiteSpace(input.Text) ? template.Text : ""
        );
        return written.Missing.Count > 0
            ? throw CrmException.Invalid("template", $"There is no value for {Problems.Listed(written.Missing)}; fill it in, or write the text yourself.")
            : input with
            {
                Subject = string.IsNullOrWhiteSpace(input.Subject) ? written.Subject ?? "" : input.Subject,
                Text = string.IsNullOrWhiteSpace(input.Text) ? written.Text ?? "" : input.Text,
            };
    }

    private static void Check(SendEmailInput input)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(input.Subject) || input.Subject.Length > LongestSubject || input.Subject.AsSpan().ContainsAny('\r', '\n', '\0'))
            problems.Add(new Problem("subject", $"It must be one line of 1 to {LongestSubject} characters."));
        if (string.IsNullOrWhiteSpace(input.Text) || input.Text.Length > LongestText || input.Text.Contains('\0'))
            problems.Add(new Problem("text", $"It must have 1 to {LongestText} characters, and none may be U+0000."));
        if (input.Html is { Length: > LongestText })
            problems.Add(new Problem("html", $"It may have {LongestText} characters at most, had {input.Html.Length}."));
        if (input.To is { } to && EmailAddress.Normalize(to).WhyNot is { } why)
            problems.Add(new Problem("to", why));
        if (input.DespiteOptOut is { Length: > LongestReason })
            problems.Add(new Problem("despiteOptOut", $"It may have {LongestReason} characters at most, had {input.DespiteOptOut.Length}."));
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
    }

    private static async Task<Suppression?> RequireAllowedAsync(Work work, SendEmailInput input, string to)
    {
        var suppression = await Suppressions.FindAsync(work, Channels.Email, AddressHash.Of(to));
        if (suppression is null)
            return null;
        if (Suppressions.IsFinal(suppression.Reason))
            throw CrmException.Refused("address-bounced", $"Nothing can be sent to this address: {suppression.Reason} since {suppression.Since:yyyy-MM-dd}.");
        if (string.IsNullOrWhiteSpace(input.DespiteOptOut))
            throw CrmException.Refused(
                "address-opted-out",
                $"The person is suppressed ({suppression.Reason} since {suppression.Since:yyyy-MM-dd}); give a reason (despiteOptOut) to write anyway."
            );
        return suppression;
    }

    private static async Task<Mailbox> MailboxAsync(Work work, MailboxId? wanted)
    {
        var mailboxes = (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Where(mailbox => mailbox.Channel == Channels.Email).ToList();
        var member = work.Access.Member?.Id;
        wanted ??= member is { } own ? await PreferredAsync(work, own, mailboxes) : null;
        var mailbox = wanted is { } id
            ? mailboxes.Find(one => one.Id == id) ?? throw CrmException.NotFound("mailbox", id.ToString())
            : mailboxes.Find(one => member is not null && one.Member == member) ?? mailboxes.Find(one => one.Member is null);
        if (mailbox is null)
            throw CrmException.Refused("no-mailbox", "Neither the member nor the tenant has a mailbox: add one.");
        if (mailbox.Member is { } owner && owner != member && !work.Access.Rights.Contains(Right.ActForOthers))
            throw CrmException.Forbidden(nameof(Right.ActForOthers), $"Sending from another member's mailbox requires the right {nameof(Right.ActForOthers)}.");
        return mailbox.IsActive ? mailbox : throw CrmException.Refused("mailbox-inactive", $"The mailbox may not send: {mailbox.Reason}");
    }

    /// <summary>The mailbox that the member has set, as long as it is the member's own or the tenant's; null for none.</summary>
    private static async Task<MailboxId?> PreferredAsync(Work work, MemberId member, List<Mailbox> mailboxes) =>
        (await work.Stores.Tenancy.FindMemberSettingsAsync(member, work.Cancellation))?.Mailbox is { } set
        && mailboxes.Exists(mailbox => mailbox.Id == set && (mailbox.Member is null || mailbox.Member == member))
            ? set
            : null;
}
