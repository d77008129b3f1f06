using System.Text.Json;
using Crm.Activities;
using Crm.Activities.Types;
using Crm.Events;
using Crm.Ledger;
using Crm.Plugins;
using Crm.Timeline;
using Crm.Values;

namespace Crm.Messages.Sending;

/// <summary>The email activity of a message that the server accepted. Written without asking the type: a plugin's refusal must not make us forget what was sent.</summary>
internal static class SentEmailActivity
{
    /// <summary>Adds the activity and its timeline entries, and ties the draft that it was made from.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="message">The message, Sent.</param>
    /// <param name="links">The other timelines that show it; null to read them.</param>
    public static async Task LogAsync(Work work, Message message, TimelineLinks? links)
    {
        var activity = Row(message, work.Now);
        List<RecordId> records = message.Recipient is { } recipient && recipient != message.Record ? [message.Record, recipient] : [message.Record];
        links ??= await TimelineLinks.LoadAsync(work.Stores.Records, records, work.Cancellation);
        work.Changes.Insert(activity);
        TimelineWriter.Write(work.Changes, TimelineWriter.OfActivity(activity, null, []), records, links);
        MessageLedger
            .On(work, message)
            .Publish(
                "activity.logged",
                new RecordRef(message.RecordType, message.Record),
                new EventPayload.OfActivity(activity.Id, activity.TypeKey, activity.State, activity.Outcome, activity.Enrollment)
            );
        if (message.Draft is { } draft)
            await FoldAsync(work, draft, activity);
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
            Author = message.ApprovedBy ?? SenderRun.Actor,
            Enrollment = message.Enrollment,
            Execution = message.Execution,
            Revision = 1,
        };

    /// <summary>The draft was completed when it was approved; the feed shows the mail in its place.</summary>
    private static async Task FoldAsync(Work work, ActivityId id, Activity mail)
    {
        if (await work.Stores.Activities.GetAsync([id], work.Cancellation) is not [var draft] || draft.DeletedAt is not null)
            return;
        work.Changes.Update(draft with { FulfilledBy = mail.Id, Revision = draft.Revision + 1 });
        foreach (var entry in await work.Stores.Activities.GetEntriesAsync([id.Value], work.Cancellation))
            work.Changes.Update(entry with { FoldedInto = mail.Id.Value });
    }
}
