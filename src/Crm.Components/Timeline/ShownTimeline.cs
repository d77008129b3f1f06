using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Timeline;
using NodaTime;

namespace Crm.Components;

/// <summary>A page of a timeline, ready to be shown.</summary>
/// <param name="Record">Whose.</param>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Days">Newest first.</param>
/// <param name="Next">Cursor of the next page; null where this is the last.</param>
internal sealed record ShownTimeline(RecordView Record, DisplaySettings Settings, IReadOnlyList<ShownDay> Days, string? Next)
{
    /// <summary>The records that the record points at, with their names.</summary>
    public IReadOnlyList<NamedRecord> Named { get; init; } = [];

    /// <summary>Which part it is.</summary>
    public required TimelineQuery Query { get; init; }

    /// <summary>Id of the activity that was to be unfolded, or null.</summary>
    public string? Open { get; init; }

    /// <summary>That activity, or null.</summary>
    public ActivityPage? Opened { get; init; }

    /// <summary>Reads it in one transaction.</summary>
    /// <param name="reading">The transaction.</param>
    /// <param name="record">The record, as <see cref="FindRecord"/> takes it.</param>
    /// <param name="query">Which part.</param>
    /// <param name="open">Id of the activity to unfold, or null.</param>
    /// <exception cref="CrmException">NotFound, Invalid; Refused: the tenant is not set up.</exception>
    public static async Task<ShownTimeline> ReadAsync(Reading reading, string record, TimelineQuery query, string? open)
    {
        var view = await reading.ReadAsync(reading.Get<FindRecord>(), new ResolveRecordInput(record));
        return await ReadAsync(reading, view, await DisplaySettings.ReadAsync(reading), query, open);
    }

    /// <summary>Reads that of a record that is read already.</summary>
    public static async Task<ShownTimeline> ReadAsync(Reading reading, RecordView record, DisplaySettings settings, TimelineQuery query, string? open)
    {
        var page = await reading.ReadAsync(
            reading.Get<GetTimeline>(),
            query.ToInput(record.Record, settings.Zone) with
            {
                AlsoNamed = [.. RecordFacts.LinkedTo(record)],
            }
        );
        return new ShownTimeline(
            record,
            settings,
            [.. page.Rows.GroupBy(row => settings.Local(row.OccurredAt).Date).Select(day => new ShownDay(day.Key, [.. day]))],
            page.Next
        )
        {
            Query = query,
            Named = page.Named,
            Open = open,
            Opened = Guid.TryParse(open, out var id) && page.Rows.Any(row => row.Id == id) ? await FindAsync(reading, new ActivityId(id)) : null,
        };
    }

    private static async Task<ActivityPage?> FindAsync(Reading reading, ActivityId id)
    {
        try
        {
            return await reading.ReadAsync(reading.Get<GetActivity>(), new GetActivityInput(id));
        }
        catch (CrmException exception) when (exception.Error is CrmError.NotFound)
        {
            return null;
        }
    }
}

/// <summary>The entries of one day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Entries">Newest first.</param>
internal sealed record ShownDay(LocalDate Date, IReadOnlyList<TimelineEntryView> Entries);
