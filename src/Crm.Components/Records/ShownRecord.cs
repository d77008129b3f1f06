using Crm.Kernel;
using Crm.Records;
using Crm.Setup;

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
    /// <param name="isEditable">Whether empty fields are wanted, too.</param>
    public static async Task<ShownRecord> ReadAsync(Reading reading, string reference, TimelineQuery query, string? open, bool isEditable)
    {
        var settings = await DisplaySettings.ReadAsync(reading);
        var record = await reading.ReadAsync(reading.Get<FindRecord>(), new ResolveRecordInput(reference));
        var timeline = await ShownTimeline.ReadAsync(reading, record, settings, query, open);
        // Only who may fill them in, or who has some, looks at custom fields.
        var custom =
            isEditable || record.Fields.Keys.Except(RecordFields.KeysOf(record.Record.Type)).Any()
                ? await reading.ReadAsync(reading.Get<ListCustomFields>(), new NoInput())
                : [];
        return new ShownRecord(RecordFacts.Of(record, timeline.Named, custom, settings, reading.Get<Formats>()), settings, timeline);
    }
}
