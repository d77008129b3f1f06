using System.Globalization;
using Crm.Activities;
using Crm.Plugins;
using Crm.Tenancy;
using Crm.Timeline;
using NodaTime;

namespace Crm.Web.Pages;

/// <summary>How lines of a timeline look.</summary>
internal sealed class EntryView(PageData data, PluginCatalog plugins)
{
    /// <summary>One line.</summary>
    public ShownEntry Of(TimelineEntryView entry)
    {
        var occurred = data.Local(entry.OccurredAt);
        var recorded = data.Local(entry.RecordedAt).Date;
        var (subject, snippet) = Words(entry);
        return new ShownEntry
        {
            Id = entry.Id,
            Icon = IconOf(entry),
            Label = LabelOf(entry),
            Subject = subject,
            Snippet = snippet,
            Badges = [.. Badges(entry).DistinctBy(badge => badge.Text)],
            // Of stages that came from a file only the day is known.
            Time = entry.Kind == TimelineKind.StageChange && occurred.TimeOfDay == LocalTime.Midnight ? "" : Formats.Time(occurred.TimeOfDay),
            Moment = entry.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Author = AuthorOf(entry),
            Via = entry.Via is { } first ? [.. entry.FurtherVia.Prepend(first).Select(way => new Fact("via", way.Name, Links.To(way.Record)))] : [],
            Added = entry.Kind == TimelineKind.Activity && recorded != occurred.Date ? Formats.Day(recorded) : null,
            Completed = entry.Folded is { State: ActivityState.Completed } task ? task.Subject : null,
            IsMinor = entry.Kind is TimelineKind.FieldChange or TimelineKind.Lifecycle,
            IsRemoved = entry.IsRemoved,
        };
    }

    private string IconOf(TimelineEntryView entry) =>
        entry.Kind switch
        {
            TimelineKind.Activity => plugins.ActivityTypes.TryGetValue(entry.TypeKey, out var type) ? type.Descriptor.Icon ?? "dot" : "dot",
            TimelineKind.FieldChange => "pencil",
            TimelineKind.StageChange => "flag",
            TimelineKind.Sequence => "route",
            _ => "dot",
        };

    private static string LabelOf(TimelineEntryView entry) =>
        entry.Kind switch
        {
            // Where the plugin is gone its key is all that is known.
            TimelineKind.Activity => entry.TypeLabel ?? entry.TypeKey,
            TimelineKind.FieldChange => "Change",
            TimelineKind.StageChange => "Stage",
            TimelineKind.Sequence => "Sequence",
            _ => "Record",
        };

    /// <summary>Nothing is shown twice: a subject that nobody gave is the beginning of the text, or the type's label, which is shown below.</summary>
    private static (string Subject, string? Snippet) Words(TimelineEntryView entry) =>
        entry.Snippet == entry.Subject ? (entry.Subject, null)
        : entry.Snippet is { } text && entry.Subject == LabelOf(entry) ? (text, null)
        : (entry.Subject, entry.Snippet);

    private IEnumerable<Badge> Badges(TimelineEntryView entry)
    {
        if (entry.State is ActivityState.Open or ActivityState.Cancelled)
            yield return new Badge(entry.State.ToString(), entry.State == ActivityState.Open ? "live" : null);
        if (entry.State == ActivityState.Completed)
            yield return new Badge("Done", "good");
        // What was written down ends with the outcome's label of then: it may have another name by now, or its plugin is gone.
        var written = entry is { Outcome: not null, Badges: [.., var last] } ? last : null;
        if (entry.Outcome is { } key)
            yield return data.Outcomes.Find(entry.TypeKey, key) is { } outcome ? new Badge(outcome.Label, ToneOf(outcome.Meaning)) : new Badge(written ?? key);
        if (entry.DurationSeconds is { } seconds)
            yield return new Badge(Formats.Duration(seconds));
        if (entry.Direction is { } direction)
            yield return new Badge(direction == ActivityDirection.Inbound ? "Inbound" : "Outbound");
        foreach (var badge in written is null ? entry.Badges : entry.Badges.SkipLast(1))
            yield return new Badge(badge);
    }

    /// <summary>A member's name; a part of the host has a word of its own.</summary>
    private static string AuthorOf(TimelineEntryView entry) => entry.Author is Actor.OfSystem ? $"Crm ({entry.AuthorName})" : entry.AuthorName;

    private static string? ToneOf(OutcomeMeaning meaning) =>
        meaning switch
        {
            OutcomeMeaning.Positive or OutcomeMeaning.Reached => "good",
            OutcomeMeaning.Negative => "bad",
            OutcomeMeaning.NotReached => "warn",
            _ => null,
        };
}
