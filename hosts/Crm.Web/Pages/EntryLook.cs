using System.Globalization;
using Crm.Activities;
using Crm.Plugins;
using Crm.Timeline;

namespace Crm.Web.Pages;

/// <summary>How lines of a timeline look.</summary>
internal sealed class EntryLook(Backdrop backdrop, PluginCatalog plugins)
{
    /// <summary>One line.</summary>
    public ShownEntry Of(TimelineRow row)
    {
        var entry = row.Entry;
        var occurred = backdrop.Local(entry.OccurredAt);
        var recorded = backdrop.Local(entry.RecordedAt).Date;
        return new ShownEntry
        {
            Id = entry.Id,
            Icon = IconOf(entry),
            Label = LabelOf(row),
            Subject = entry.Subject,
            Snippet = entry.Snippet,
            Badges = [.. Badges(entry)],
            Time = Words.Time(occurred.TimeOfDay),
            Moment = entry.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Author = row.AuthorName,
            Via = row.Via is { } via ? new Fact("via", via.Name, Links.To(via.Record)) : null,
            Added = entry.Kind == TimelineKind.Activity && recorded != occurred.Date ? Words.Day(recorded) : null,
            IsMinor = entry.Kind is TimelineKind.FieldChange or TimelineKind.Lifecycle,
            IsRemoved = entry.IsRemoved,
        };
    }

    private string IconOf(TimelineEntry entry) =>
        entry.Kind switch
        {
            TimelineKind.Activity => plugins.ActivityTypes.TryGetValue(entry.TypeKey, out var type) ? type.Descriptor.Icon ?? "dot" : "dot",
            TimelineKind.FieldChange => "pencil",
            TimelineKind.StageChange => "flag",
            TimelineKind.Sequence => "route",
            _ => "dot",
        };

    private static string LabelOf(TimelineRow row) =>
        row.Entry.Kind switch
        {
            // Where the plugin is gone its key is all that is known.
            TimelineKind.Activity => row.TypeLabel ?? row.Entry.TypeKey,
            TimelineKind.FieldChange => "Change",
            TimelineKind.StageChange => "Stage",
            TimelineKind.Sequence => "Sequence",
            _ => "Record",
        };

    private IEnumerable<Badge> Badges(TimelineEntry entry)
    {
        if (entry.State is ActivityState.Open or ActivityState.Cancelled)
            yield return new Badge(entry.State.ToString(), entry.State == ActivityState.Open ? "live" : null);
        if (entry.State == ActivityState.Completed)
            yield return new Badge("Done", "good");
        if (entry.Outcome is { } key)
            yield return backdrop.Outcomes.Find(entry.TypeKey, key) is { } outcome ? new Badge(outcome.Label, ToneOf(outcome.Meaning)) : new Badge(key);
        if (entry.DurationSeconds is { } seconds)
            yield return new Badge(Words.Duration(seconds));
        if (entry.Direction is { } direction)
            yield return new Badge(direction == ActivityDirection.Inbound ? "Inbound" : "Outbound");
        foreach (var badge in entry.Badges)
            yield return new Badge(badge);
    }

    private static string? ToneOf(OutcomeMeaning meaning) =>
        meaning switch
        {
            OutcomeMeaning.Positive or OutcomeMeaning.Reached => "good",
            OutcomeMeaning.Negative => "bad",
            OutcomeMeaning.NotReached => "warn",
            _ => null,
        };
}
