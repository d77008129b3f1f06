using System.Globalization;
using Crm.Activities;
using Crm.Records.Editing;
using Crm.Timeline;
using NodaTime;
using NodaTime.Text;

namespace Crm.Import;

/// <summary>Rows become activities that happened elsewhere: with their own dates, on contacts, leads, companies or deals. They publish nothing, so no rule starts.</summary>
internal sealed class ActivityImport : IImportTarget
{
    private static readonly string[] LinkFields = ["contact", "lead", "company", "deal"];
    private static readonly string[] TimePatterns =
    [
        "uuuu-MM-dd'T'HH:mm:ss",
        "uuuu-MM-dd' 'HH:mm:ss",
        "uuuu-MM-dd'T'HH:mm",
        "uuuu-MM-dd' 'HH:mm",
        "uuuu-MM-dd",
    ];
    private readonly Work work;
    private readonly ImportMapping mapping;
    private readonly ImportTally tally;
    private readonly ActivityRules activityRules;
    private readonly ImportLookup lookup;
    private readonly DateTimeZone zone;
    private readonly List<LocalDateTimePattern> patterns;
    private readonly HashSet<ActivityId> taken = [];
    private readonly RowHistory<ActivityId> earlier = new();

    private ActivityImport(Work work, ImportMapping mapping, ImportTally tally, RecordRules rules, ActivityRules activityRules)
    {
        (this.work, this.mapping, this.tally, this.activityRules) = (work, mapping, tally, activityRules);
        lookup = new ImportLookup(work, rules, mapping.System);
        patterns = [.. (mapping.Dates is { } own ? TimePatterns.Append(own) : TimePatterns).Select(Pattern)];
        zone = Zones.RulesOrUtc(mapping.Zone ?? rules.Tenant.Zone);
    }

    /// <summary>Opens the tenant's rules.</summary>
    public static async Task<ActivityImport> OpenAsync(Work work, PluginCatalog plugins, ImportMapping mapping, ImportTally tally) =>
        new(work, mapping, tally, await RecordRules.LoadAsync(work), await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation));

    /// <inheritdoc/>
    public async Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper)
    {
        await lookup.LoadLinksAsync(rows);
        var wanted = new List<(MappedRow Row, NewActivity Activity)>(rows.Count);
        foreach (var row in rows)
            tally.Attempt(row.Line, () => wanted.Add((row, Wanted(row))));
        var stored = await work.Stores.Activities.GetAsync([.. wanted.Select(pair => pair.Activity.Id)], work.Cancellation);
        taken.UnionWith(stored.Select(activity => activity.Id));
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, [.. wanted.SelectMany(pair => pair.Activity.Records).Distinct()], work.Cancellation);
        var changes = new ChangeSet();
        foreach (var (row, activity) in wanted)
            tally.Attempt(row.Line, () => Log(changes, row, activity, links));
        if (!tally.HasProblems && !changes.IsEmpty)
            await work.Stores.ApplyAsync(changes, work.Cancellation);
    }

    /// <inheritdoc/>
    public Task FinishAsync() => Task.CompletedTask;

    private void Log(ChangeSet changes, MappedRow row, NewActivity activity, TimelineLinks links)
    {
        if (
            earlier.Take(activity.Id, row) is { } former
            && row["reference"] is { } reference
            && RowHistory<ActivityId>.Contradictions(former, row) is { Count: > 0 } contradictions
        )
            throw RowHistory<ActivityId>.Contradicts("reference", reference, former, contradictions);
        var isNew = taken.Add(activity.Id);
        if (isNew)
            ActivityDecisions.Log(changes, activityRules, activity, links);
        tally.Count(row.Line, isNew ? RowResult.New : RowResult.Same);
    }

    private NewActivity Wanted(MappedRow row)
    {
        var records = LinkFields.Where(field => row[field] is not null).Select(field => Linked(field, row[field]!)).Distinct().ToList();
        if (records.Count == 0)
            throw CrmException.Invalid("contact", "The row names no record; map a column to contact, lead, company or deal.");
        var content = new ActivityContent
        {
            Subject = row["subject"],
            Body = row["body"],
            Outcome = row["outcome"],
            Duration = row["duration_minutes"] is { } minutes ? Minutes(minutes) : null,
            Location = row["location"],
            Attendees = row["attendees"]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Direction = row["direction"] is { } direction ? DirectionOf(direction) : null,
            OccurredAt = Moment("occurred_at", row["occurred_at"] ?? throw CrmException.Invalid("occurred_at", "It is required: when the activity happened.")),
            DueAt = row["due_at"] is { } due ? Moment("due_at", due) : null,
            CompletedAt = row["completed_at"] is { } completed ? Moment("completed_at", completed) : null,
            RecordingUrl = row["recording_url"],
            Assignee = row["assignee"] is { } assignee ? lookup.Member(assignee) : null,
        };
        return NewActivity.In(work, row["type"] ?? throw CrmException.Invalid("type", "The type is empty."), content, records) with
        {
            Id = IdOf(row),
            Author = row["author"] is { } author ? Actor.Member(lookup.Member(author)) : work.Actor,
        };
    }

    private RecordId Linked(string field, string value) =>
        field switch
        {
            "contact" => lookup.Contact(value),
            "lead" => lookup.Addressed(RecordType.Lead, field, value),
            "company" => lookup.Company(field, value),
            _ => lookup.Deal(value),
        };

    /// <summary>The same row gives the same id, so that a second import finds it. A reference identifies it; without one, all its values do.</summary>
    private ActivityId IdOf(MappedRow row)
    {
        var identity =
            row["reference"]
            ?? string.Join('\u001f', row.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        return new ActivityId(DerivedId.Of($"crm.import:{work.Tenant}:{mapping.System}:{identity}"));
    }

    /// <summary>A moment: with an offset as it stands, else in the mapping's zone; a time that does not exist there becomes the first one after it.</summary>
    private DateTimeOffset Moment(string field, string value)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(value) is { Success: true, Value: var exact })
            return exact.ToDateTimeOffset().ToUniversalTime();
        foreach (var pattern in patterns)
            if (pattern.Parse(value) is { Success: true, Value: var local })
                return zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime();
        throw CrmException.Invalid(
            field,
            $"'{value}' is not a valid date and time; use 2026-03-02T09:30, 2026-03-02T09:30:00Z{(mapping.Dates is { } form ? $" or {form}" : "")}."
        );
    }

    private static LocalDateTimePattern Pattern(string text)
    {
        try
        {
            return LocalDateTimePattern.CreateWithInvariantCulture(text);
        }
        catch (InvalidPatternException exception)
        {
            throw CrmException.Invalid("dates", $"'{text}' is not a valid date format: {exception.Message}");
        }
    }

    private static TimeSpan Minutes(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 0 and <= 43_200
            ? TimeSpan.FromMinutes(minutes)
            : throw CrmException.Invalid("duration_minutes", $"'{value}' is not a number of minutes from 0 to 43200.");

    private static ActivityDirection DirectionOf(string value) =>
        Enum.TryParse<ActivityDirection>(value, ignoreCase: true, out var direction) && Enum.IsDefined(direction)
            ? direction
            : throw CrmException.Invalid("direction", $"'{value}' is not a direction; allowed are inbound, outbound.");
}
