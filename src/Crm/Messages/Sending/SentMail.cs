using System.Text.Json;
using Crm.Activities;
using Crm.Activities.Types;
using Crm.Ledger;
using Crm.Plugins;
using Crm.Timeline;
using Crm.Values;

namespace Crm.Messages.Sending;

/// <summary>The EMAIL activity of a message that the server took. Written without asking the type: a plugin's refusal must not make us forget what was sent.</summary>
internal static class SentMail
{
    /// <summary>Who writes it down where no person wrote the mail.</summary>
    public const string Sender = "system:sender";

    /// <summary>Adds the activity, its entries, and ties the draft that it was made from.</summary>
    /// <param name="stores">The transaction.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="message">The message as it is sent.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Activity> LogAsync(IStores stores, ChangeSet changes, Message message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var activity = Row(message, now);
        List<RecordId> records = message.Recipient is { } recipient && recipient != message.Record ? [message.Record, recipient] : [message.Record];
        var links = await TimelineLinks.LoadAsync(stores.Records, records, cancellationToken);
        changes.Insert(activity);
        TimelineWriter.Write(changes, TimelineWriter.OfActivity(activity, null, []), records, links);
        MessageEvents.Publish(
            changes,
            "activity.logged",
            message,
            now,
            new
            {
                activity = activity.Id.Value,
                type = activity.TypeKey,
                state = activity.State,
                enrollment = activity.Enrollment?.Value,
            }
        );
        if (message.Draft is { } draft)
            await FoldAsync(stores, changes, draft, activity, cancellationToken);
        return activity;
    }

    private static Activity Row(Message message, DateTimeOffset now) =>
        new()
        {
            Tenant = message.Tenant,
            Id = new ActivityId(OrderedId.At(now)),
            TypeKey = EmailActivity.Key,
            Subject = OneLine.Of(message.Subject, TimelineWriter.MaxSubject) ?? "Email",
            Body = string.IsNullOrWhiteSpace(message.Text) ? null : message.Text,
            State = ActivityState.Logged,
            Direction = ActivityDirection.Outbound,
            Details = JsonSerializer.Serialize(
                new EmailDetails
                {
                    From = message.FromAddress,
                    To = [message.ToAddress],
                    WireId = message.WireId,
                    ThreadId = message.References.Count > 0 ? message.References[0] : message.WireId,
                },
                ContractJson.Options
            ),
            OccurredAt = message.SentAt ?? now,
            RecordedAt = now,
            Author = message.ApprovedBy ?? Sender,
            Enrollment = message.Enrollment,
            Execution = message.Execution,
            Revision = 1,
        };

    /// <summary>The draft was completed when it was approved; the feed shows the mail in its place.</summary>
    private static async Task FoldAsync(IStores stores, ChangeSet changes, ActivityId id, Activity mail, CancellationToken cancellationToken)
    {
        if (await stores.Activities.GetAsync([id], cancellationToken) is not [var draft] || draft.DeletedAt is not null)
            return;
        changes.Update(draft with { FulfilledBy = mail.Id, Revision = draft.Revision + 1 });
        foreach (var entry in await stores.Activities.GetEntriesAsync([id.Value], cancellationToken))
            changes.Update(entry with { FoldedInto = mail.Id.Value });
    }
}
