using System.Text.Json;
using Crm.Activities;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Web.Demo;

/// <summary>Calls, meetings, emails, notes and tasks.</summary>
internal sealed class DemoActivities(DemoDirectory directory, LogActivity log, CreateTask create) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["call", "meeting", "email", "note", "task"];

    /// <inheritdoc/>
    public bool MovesSequences => false;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var records = directory.Records(entry, entry.Verb);
        var caller = directory.CallerOf(entry);
        if (entry.Verb == "task")
        {
            var task = new CreateTaskInput(records, entry.Required("subject"))
            {
                Body = entry["text"],
                Kind = entry.Word<TaskKind>("kind"),
                DueAt = entry.Moment("due"),
                Assignee = entry["for"] is { } name ? directory.Member(name).Id : null,
            };
            await create.ExecuteAsync(caller, task, cancellationToken);
            return;
        }
        await log.ExecuteAsync(caller, new LogActivityInput($"crm.{entry.Verb}", records, ContentOf(entry)), cancellationToken);
    }

    private ActivityContent ContentOf(DemoEntry entry)
    {
        var content = new ActivityContent
        {
            Subject = entry["subject"],
            Body = entry["text"],
            OccurredAt = entry.Moment("happened"),
        };
        return entry.Verb switch
        {
            "call" => content with
            {
                Outcome = entry["outcome"],
                Duration = entry.Minutes("minutes"),
                Direction = DirectionOf(entry),
                RecordingUrl = entry["recording"],
            },
            "meeting" => content with
            {
                Outcome = entry["outcome"],
                Duration = entry.Minutes("minutes"),
                Location = entry["place"],
                Attendees =
                [
                    .. entry
                        .Pairs("attendees")
                        .Select(pair => AttendeeOf(entry, pair.Key) with { State = Enum.Parse<AttendeeState>(pair.Value, ignoreCase: true) }),
                ],
            },
            "email" => content with
            {
                Direction = DirectionOf(entry),
                Details = JsonSerializer.SerializeToElement(AddressesOf(entry)),
                Metadata = entry.Pairs("headers") is { Count: > 0 } headers
                    ? JsonSerializer.SerializeToElement(headers.ToDictionary(header => header.Key, header => header.Value))
                    : null,
            },
            _ => content,
        };
    }

    private static ActivityDirection DirectionOf(DemoEntry entry) => entry.Is("inbound") ? ActivityDirection.Inbound : ActivityDirection.Outbound;

    private Dictionary<string, object> AddressesOf(DemoEntry entry)
    {
        var (theirs, ours) = (entry.Address(entry.All("email")[0]), directory.Member(entry.By).Email!);
        var isInbound = entry.Is("inbound");
        return new Dictionary<string, object>
        {
            ["from"] = entry["from"] ?? (isInbound ? theirs : ours),
            ["to"] = isInbound ? new[] { ours } : [.. entry.All("email").Select(entry.Address)],
            ["cc"] = entry.All("cc").Select(entry.Address).ToArray(),
        };
    }

    private Attendee AttendeeOf(DemoEntry entry, string who) =>
        directory.FindMember(who) is { } member ? new Attendee { Member = member.Id }
        : directory.FindRecord(entry, who) is { Type: RecordType.Contact or RecordType.Lead } person ? new Attendee { Record = person }
        : Attendee.Of(who);
}
