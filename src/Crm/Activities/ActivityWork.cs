using System.Text.Json;
using Crm.Activities.Types;
using Crm.Events;

namespace Crm.Activities;

/// <summary>What use cases of activities have in common: finding one, who may end it, and what each change leaves behind.</summary>
internal static class ActivityWork
{
    /// <summary>The tenant's time zone (IANA); UTC where the tenant is not set up yet.</summary>
    public static async Task<string> TenantZoneAsync(this Work work) =>
        await work.Stores.Tenancy.GetTenantsAsync(work.Cancellation) is [var tenant, ..] ? tenant.Zone : "Etc/UTC";

    /// <summary>Finds a living activity, with three reads.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown, deleted, of another tenant, or not for the caller to see. Stale: the revision is another.</exception>
    public static async Task<StoredActivity> GetActivityAsync(this Work work, ActivityId id, int? expectedRevision = null)
    {
        var stored = await work.FindActivityAsync(id, expectedRevision);
        return stored.Activity.DeletedAt is null ? stored : throw CrmException.NotFound("activity", id.ToString());
    }

    /// <summary>Finds an activity, a deleted one too, with three reads.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown, of another tenant, or not for the caller to see. Stale: the revision is another.</exception>
    public static async Task<StoredActivity> FindActivityAsync(this Work work, ActivityId id, int? expectedRevision = null)
    {
        var store = work.Stores.Activities;
        if (await store.GetAsync([id], work.Cancellation) is not [var activity])
            throw CrmException.NotFound("activity", id.ToString());
        var entries = await store.GetEntriesAsync([id.Value], work.Cancellation);
        var direct = entries.Where(entry => entry.Via is null).Select(entry => entry.Record).Distinct().ToList();
        var records = direct.Count == 0 ? [] : await work.Stores.Records.GetAsync(direct, work.Cancellation);
        var stored = new StoredActivity(activity, entries, [.. records.OrderBy(record => record.Id.Value)]);
        if (!stored.IsSeenBy(work.Access))
            throw CrmException.NotFound("activity", id.ToString());
        if (expectedRevision is { } expected && expected != activity.Revision)
            throw CrmException.Stale("activity", expected, activity.Revision);
        return stored;
    }

    /// <summary>Finds living activities that the caller may see, with three reads for all; the others are left out.</summary>
    public static async Task<IReadOnlyDictionary<ActivityId, StoredActivity>> FindActivitiesAsync(this Work work, IReadOnlyCollection<ActivityId> ids)
    {
        var store = work.Stores.Activities;
        var activities = (await store.GetAsync(ids, work.Cancellation)).Where(activity => activity.DeletedAt is null).ToList();
        var entries = (await store.GetEntriesAsync([.. activities.Select(activity => activity.Id.Value)], work.Cancellation)).ToLookup(entry => entry.Id);
        var direct = entries.SelectMany(ofOne => ofOne).Where(entry => entry.Via is null).Select(entry => entry.Record).ToHashSet();
        var records = (direct.Count == 0 ? [] : await work.Stores.Records.GetAsync(direct, work.Cancellation)).ToDictionary(record => record.Id);
        return activities.Select(Stored).Where(stored => stored.IsSeenBy(work.Access)).ToDictionary(stored => stored.Activity.Id);

        StoredActivity Stored(Activity activity) =>
            new(
                activity,
                [.. entries[activity.Id.Value]],
                [
                    .. entries[activity.Id.Value]
                        .Where(entry => entry.Via is null)
                        .Select(entry => records.GetValueOrDefault(entry.Record))
                        .OfType<CrmRecord>()
                        .OrderBy(record => record.Id.Value),
                ]
            );
    }

    /// <summary>Refuses a task that waits for another member, unless the caller may act for others.</summary>
    public static void RequireMine(this Work work, Activity task)
    {
        if (task.Assignee is { } assignee && assignee != work.Access.Member?.Id && !work.Access.Rights.Contains(Right.ActForOthers))
            throw CrmException.Forbidden(nameof(Right.ActForOthers), "It is assigned to another member; this requires the right ActForOthers.");
    }

    /// <summary>Refuses a draft: it is approved or rejected, with what that means for the message.</summary>
    public static void RequireNoDraft(Activity task)
    {
        if (task.TypeKey == EmailDraftActivity.Key && task.State == ActivityState.Open)
            throw CrmException.Refused("draft", "A draft is not changed as a task; edit, approve or reject it as a draft.");
    }

    /// <summary>Refuses what is not open any more.</summary>
    public static void RequireOpen(Activity task)
    {
        if (task.State != ActivityState.Open)
            throw CrmException.Refused(
                "task-not-open",
                $"It is already {task.State.ToString().ToLowerInvariant()}; only an open task or draft can be changed so."
            );
    }

    /// <summary>Refuses an assignee who is unknown or not active.</summary>
    public static void RequireAssignee(this Work work, MemberId? assignee)
    {
        if (assignee is { } id && !(work.Access.Members.TryGetValue(id, out var member) && member.IsActive))
            throw CrmException.Invalid("assignee", $"There is no active member '{id}'.");
    }

    /// <summary>Writes down an activity of a loaded type, linked to records that the caller sees.</summary>
    /// <exception cref="CrmException">Invalid: the type is not loaded, or a member is wrong; every wrong member is named. NotFound: a record is unknown or not for the caller to see.</exception>
    public static async Task<ActivityView> LogAsync(
        this Work work,
        PluginCatalog plugins,
        string typeKey,
        IReadOnlyList<RecordRef> wanted,
        ActivityContent content
    )
    {
        var type = plugins.ActivityType(typeKey);
        if (wanted.Count == 0 && !type.Descriptor.Uses.HasFlag(ActivityFields.Due))
            throw CrmException.Invalid("records", $"{type.Descriptor.Key} must be linked to at least one record, found none.");
        work.RequireAssignee(content.Assignee);
        if (content.Attendees.Count > 0)
            content = content with { Attendees = await Attendees.ResolveAsync(work, content.Attendees) };
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var records = await LinkedRecords.RequireAsync(work, wanted);
        var activity = NewActivity.In(work, type.Descriptor.Key, content, records.Ids);
        var logged = ActivityDecisions.Log(work.Changes, rules, type, activity, records.Links);
        work.RecordChange("activity.logged", records.Refs.Count > 0 ? records.Refs[0] : null, before: null, logged);
        return ActivityView.Of(logged);
    }

    /// <summary>Adds the audit row, member by member, and the event of a change, which is about the first record that the activity is linked to. A new one has no before.</summary>
    public static void RecordChange(this Work work, string eventType, RecordRef? record, Activity? before, Activity after)
    {
        var (was, now) = Changed(before, after);
        work.Audit($"activity:{after.Id}", before is null ? null : was, now);
        work.Publish(eventType, record, new EventPayload.OfActivity(after.Id, after.TypeKey, after.State, after.Outcome, after.Enrollment));
    }

    /// <summary>Adds the audit row and the event of further links, which is about the first of the records that were added.</summary>
    public static void RecordLink(this Work work, StoredActivity stored, IReadOnlyList<RecordRef> added, Activity after)
    {
        var before = stored.Records.Select(record => record.Ref).ToList();
        work.Audit($"activity:{after.Id}", new { records = before }, new { records = before.Union(added) });
        work.Publish("activity.linked", added[0], new EventPayload.OfActivity(after.Id, after.TypeKey, after.State, after.Outcome, after.Enrollment));
    }

    private static (Dictionary<string, JsonElement> Before, Dictionary<string, JsonElement> After) Changed(Activity? before, Activity after)
    {
        var was = before is null ? [] : Members(before);
        var now = Members(after);
        var changed = now.Where(member => !was.TryGetValue(member.Key, out var old) || !JsonElement.DeepEquals(old, member.Value))
            .Select(member => member.Key)
            .ToHashSet();
        return (Only(was, changed), Only(now, changed));
    }

    private static Dictionary<string, JsonElement> Members(Activity activity) =>
        JsonSerializer
            .SerializeToElement(activity, ContractJson.Options)
            .EnumerateObject()
            .Where(member => member.Name is not "tenant" and not "id")
            .ToDictionary(member => member.Name, member => member.Value);

    private static Dictionary<string, JsonElement> Only(Dictionary<string, JsonElement> members, HashSet<string> names) =>
        members.Where(member => names.Contains(member.Key) && member.Value.ValueKind != JsonValueKind.Null).ToDictionary();
}
