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
    private readonly Work work;
    private readonly ImportMapping mapping;
    private readonly ImportTally tally;
    private readonly ActivityRules activityRules;
    private readonly ImportLookup lookup;
    private readonly DateTimeZone zone;
    private readonly Dictionary<DateTimeOffset, int> moments = [];
    private readonly HashSet<ActivityId> taken = [];
    private readonly RowHistory<ActivityId> earlier = new();

    private ActivityImport(Work work, ImportMapping mapping, ImportTally tally, RecordRules rules, ActivityRules activityRules)
    {
        (this.work, this.mapping, this.tally, this.activityRules) = (work, mapping, tally, activityRules);
        lookup = new ImportLookup(work, rules, mapping.System);
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
            tally.Attempt(row.Line, () => wanted.Add((row, Wanted(row, mapper))));
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

    private NewActivity Wanted(MappedRow row, RowMapper mapper)
    {
        var records = LinkFields.SelectMany(field => row.All(field).Select(value => Linked(field, value))).Distinct().ToList();
        if (records.Count == 0)
            throw CrmException.Invalid("contact", "The row names no record; map a column to contact, lead, company or deal.");
        var type = row["type"] ?? throw CrmException.Invalid("type", "The type is empty.");
        var content = new ActivityContent
        {
            Subject = row["subject"],
            Body = row["body"],
            Outcome = row["outcome"],
            Duration = row["duration_minutes"] is { } minutes ? Minutes(mapper.Numbers.Number("duration_minutes", minutes)) : null,
            Location = row["location"],
            Attendees = [.. row.All("attendees").Select(AttendeeOf)],
            Direction = row["direction"] is { } direction ? DirectionOf(direction) : null,
            OccurredAt = InOrder(
                Moment(row, "occurred_at", mapper) ?? throw CrmException.Invalid("occurred_at", "It is required: when the activity happened.")
            ),
            DueAt = Moment(row, "due_at", mapper),
            CompletedAt = Moment(row, "completed_at", mapper),
            RecordingUrl = row["recording_url"],
            Details = DetailCells.Read(row, activityRules.Type(type), mapper),
            Assignee = row["assignee"] is { } assignee ? lookup.Member("assignee", assignee) : null,
        };
        return NewActivity.In(work, type, content, records) with
        {
            Id = IdOf(row),
            Author = row["author"] is { } author ? Actor.Member(lookup.Member("author", author)) : work.Actor,
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
        if (row["reference"] is { } reference && NumberText.IsShortened(reference))
            throw CrmException.Invalid("reference", NumberText.WhySpreadsheet(reference)!);
        return new ActivityId(DerivedId.Of($"crm.import:{work.Tenant}:{mapping.System}:{row["reference"] ?? row.Identity()}"));
    }

    /// <summary>
    /// Entries of one moment keep the file's order, as deals' stages of one day do: files with dates alone are common, and a history out of order reads as nonsense. So each further one happens a
    /// microsecond after the one before it.
    /// </summary>
    private DateTimeOffset InOrder(DateTimeOffset moment)
    {
        var before = moments.GetValueOrDefault(moment);
        moments[moment] = before + 1;
        return moment.AddMicroseconds(before);
    }

    /// <summary>A moment: as given if it has an offset, otherwise in the mapping's zone; a time that does not exist there becomes the first one after it.</summary>
    private DateTimeOffset? Moment(MappedRow row, string field, RowMapper mapper)
    {
        if (row[field] is not { } value)
            return null;
        var exact = OffsetDateTimePattern.ExtendedIso.Parse(value);
        var local = exact.Success ? exact.Value.LocalDateTime : mapper.Dates.Moment(value);
        if (local is not { } moment)
            throw CrmException.Invalid(
                field,
                $"'{value}' is not a date and time; use {mapper.Dates.Expected} or 2026-03-02T09:30:00Z{RowMapper.EmptyHint(value)}."
            );
        var day = moment.Date.ToDateOnly();
        // Before anything is computed: east of Greenwich the year 1 has no moment in UTC.
        if (PlausibleDates.WhyNot(day) is { } whyNot)
            throw CrmException.Invalid(field, $"{whyNot} If the other system uses it for 'no date', list '{value}' under 'empty:'.");
        if (PlausibleDates.IsDoubtful(day))
            tally.WarnOfDay(row.Line, field, value);
        return (exact.Success ? exact.Value.ToDateTimeOffset() : zone.AtLeniently(moment).ToDateTimeOffset()).ToUniversalTime();
    }

    private static TimeSpan Minutes(decimal minutes) =>
        minutes is >= 0 and <= 43_200
            ? TimeSpan.FromMinutes((double)minutes)
            : throw CrmException.Invalid("duration_minutes", $"'{minutes}' is not a number of minutes from 0 to 43200.");

    /// <summary>A name or an address. Ids are ours, and files come from elsewhere.</summary>
    private static Attendee AttendeeOf(string text) => Attendee.Of(text) is { Record: null, Member: null } attendee ? attendee : new Attendee { Name = text };

    private static ActivityDirection DirectionOf(string value) =>
        EnumWord.TryParse<ActivityDirection>(value, out var direction)
            ? direction
            : throw CrmException.Invalid("direction", $"'{value}' is not a direction; allowed are inbound, outbound.");
}
