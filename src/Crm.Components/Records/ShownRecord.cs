using Crm.Records;

namespace Crm.Components;

/// <summary>A record's page.</summary>
/// <param name="Facts">The record with its fields.</param>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Timeline">The part of its timeline that the address asks for.</param>
internal sealed record ShownRecord(RecordFacts Facts, DisplaySettings Settings, ShownTimeline Timeline)
{
    /// <summary>Reads it in one transaction.</summary>
    /// <param name="reading">The transaction.</param>
    /// <param name="reference">The record, as <see cref="FindRecord"/> takes it.</param>
    /// <param name="query">Which part of the timeline.</param>
    /// <param name="open">Id of the activity to unfold, or null.</param>
    public static async Task<ShownRecord> ReadAsync(Reading reading, string reference, TimelineQuery query, string? open)
    {
        var settings = await DisplaySettings.ReadAsync(reading);
        var record = await reading.ReadAsync(reading.Get<FindRecord>(), new ResolveRecordInput(reference));
        var timeline = await ShownTimeline.ReadAsync(reading, record, settings, query, open);
        return new ShownRecord(RecordFacts.Of(record, timeline.Named, settings, reading.Get<Formats>()), settings, timeline);
    }
}
