using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Plugins;

namespace Crm.Events;

/// <summary>The page docs/events.md.</summary>
internal static class EventPage
{
    /// <summary>The page, with a table of all events and one of their data.</summary>
    public static string Text
    {
        get
        {
            var page = new StringBuilder(
                """
                # Events

                What the engine publishes after a commit: to the `IEventSubscriber` of every plugin ([plugins](plugins.md#a-subscriber)) and on the bus. A `CrmEvent` has an id, the tenant, the type, the time, the record that it is
                about (or none), what caused it, and a payload. `occurred.Read<EventPayload.OfActivity>()` returns the payload as a typed record; for tests, `CrmEvents` of `Crm.Testing` creates events. Types and members may be added, but are never renamed. No
                payload contains a record's values or a message's text: read the record when you need them. A `reason` may quote a mail server, and so contain an email address.

                Each subscriber receives each event at least once and has its own attempts: if it fails, it receives the event again for several days; then the event is parked until somebody replays it
                ([running](running.md#when-a-subscriber-fails)). A tenant's events arrive in order, as far as retries allow. The bus is notified first, as a hint.

                A step may publish its plugin's own events, whose types begin with the plugin's id.

                Generated from `EventTypes`; a test keeps it up to date. To regenerate it: `CRM_WRITE_EVENTS=1 dotnet test tests/Crm.Tests`.

                | event | when | payload |
                | --- | --- | --- |

                """
            );
            foreach (var type in EventTypes.All)
                page.Append(CultureInfo.InvariantCulture, $"| `{type.Name}` | {type.When} | `{type.Payload.Name}` |\n");
            page.Append(
                "\n## Payloads\n\nMembers by their JSON names. Ids are text; members with a question mark may be null or missing.\n\n| payload | members |\n| --- | --- |\n"
            );
            foreach (var payload in EventTypes.All.Select(type => type.Payload).Distinct())
                page.Append(CultureInfo.InvariantCulture, $"| `{payload.Name}` | {Members(payload)} |\n");
            return page.ToString();
        }
    }

    private static string Members(Type payload)
    {
        var schema = ContractJson.SchemaOf(payload);
        return schema.TryGetProperty("properties", out var members)
            ? string.Join(", ", members.EnumerateObject().Select(member => $"`{member.Name}`{(IsOptional(member.Value) ? "?" : "")}{Words(member.Value)}"))
            : "none";
    }

    private static bool IsOptional(JsonElement member) =>
        (member.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.GetString() == "null"))
        || (member.TryGetProperty("enum", out var words) && words.EnumerateArray().Any(word => word.ValueKind == JsonValueKind.Null));

    private static string Words(JsonElement member) =>
        member.TryGetProperty("enum", out var words)
            ? $" ({string.Join(", ", words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()))})"
            : "";
}
