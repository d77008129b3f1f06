using System.Text.Json;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>What every writing use case of activities leaves behind: its audit row and its event.</summary>
internal static class ActivityTrail
{
    /// <summary>Records what changed, member by member, and tells it.</summary>
    /// <param name="work">The use case's.</param>
    /// <param name="eventType">Such as <c>activity.logged</c>.</param>
    /// <param name="record">The first record it is linked to, or null.</param>
    /// <param name="before">The activity before; null where it is new.</param>
    /// <param name="after">The activity after.</param>
    public static void Leave(Work work, string eventType, RecordRef? record, Activity? before, Activity after)
    {
        var (was, now) = Changed(before, after);
        work.Audit($"activity:{after.Id}", before is null ? null : was, now);
        work.Publish(
            eventType,
            record,
            new
            {
                activity = after.Id.Value,
                type = after.TypeKey,
                state = after.State,
                outcome = after.Outcome,
                enrollment = after.Enrollment?.Value,
            }
        );
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
