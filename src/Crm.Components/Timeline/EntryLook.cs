using System.Globalization;
using Crm.Activities;
using Crm.Plugins;
using Crm.Records;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Crm.Components;

/// <summary>How an entry of a timeline looks.</summary>
internal sealed record EntryLook
{
    /// <summary>What style it has: <c>call</c>, <c>meeting</c>, <c>email</c>, <c>draft</c>, <c>note</c>, <c>task</c>, <c>activity</c>, <c>change</c>, <c>stage</c>, <c>sequence</c>, <c>record</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of its icon.</summary>
    public required string Icon { get; init; }

    /// <summary>What kind it is, as people read it.</summary>
    public required string Label { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The beginning of the body, or null.</summary>
    public string? Snippet { get; init; }

    /// <summary>Outcome, duration, state, and what its type says.</summary>
    public required IReadOnlyList<Badge> Badges { get; init; }

    /// <summary>Time of day; empty where only the day is known.</summary>
    public required string Time { get; init; }

    /// <summary>The moment for machines (ISO 8601).</summary>
    public required string Moment { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required string Author { get; init; }

    /// <summary>The records through which it reached the timeline.</summary>
    public IReadOnlyList<NamedRecord> Via { get; init; } = [];

    /// <summary>When it was written down, where that was another day; else null.</summary>
    public string? Added { get; init; }

    /// <summary>The task that it completed, or null.</summary>
    public string? Completed { get; init; }

    /// <summary>Whether it is small news (a changed field), shown on one line.</summary>
    public bool IsMinor { get; init; }

    /// <summary>Whether there is more to see.</summary>
    public bool CanUnfold { get; init; }

    /// <summary>The look of an entry.</summary>
    public static EntryLook Of(
        TimelineEntryView entry,
        DisplaySettings settings,
        PluginCatalog plugins,
        Formats formats,
        Sentences sentences,
        IStringLocalizer<Texts> texts
    )
    {
        // What the engine wrote down, unlike what people did.
        if (entry.Kind is TimelineKind.Lifecycle or TimelineKind.Sequence or TimelineKind.FieldChange)
            entry = entry with { Subject = sentences.Of(entry.Subject), Snippet = sentences.Of(entry.Snippet) };
        var occurred = settings.Local(entry.OccurredAt);
        var recorded = settings.Local(entry.RecordedAt).Date;
        var label = LabelOf(entry, texts);
        var (subject, snippet) = Words(entry, label, formats, texts);
        return new EntryLook
        {
            Kind = KindOf(entry),
            Icon = IconOf(entry, plugins),
            Label = label,
            Subject = subject,
            Snippet = snippet,
            Badges = [.. BadgesOf(entry, settings, texts).DistinctBy(badge => badge.Text)],
            // Of stages that came from a file only the day is known.
            Time = entry.Kind == TimelineKind.StageChange && occurred.TimeOfDay == LocalTime.Midnight ? "" : Formats.Time(occurred.TimeOfDay),
            Moment = entry.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            // A part of the host has a word of its own.
            Author = AuthorOf(entry),
            Via = entry.Via is { } first ? [first, .. entry.FurtherVia] : [],
            Added = entry.Kind == TimelineKind.Activity && recorded != occurred.Date ? formats.Day(recorded) : null,
            Completed = entry.Folded is { State: ActivityState.Completed } task ? task.Subject : null,
            IsMinor = entry.Kind is TimelineKind.FieldChange or TimelineKind.Lifecycle,
            CanUnfold = entry is { Kind: TimelineKind.Activity, IsRemoved: false },
        };
    }

    private static string KindOf(TimelineEntryView entry) =>
        entry.Kind switch
        {
            TimelineKind.Activity => entry.TypeKey switch
            {
                ActivityTypes.Call => "call",
                ActivityTypes.Meeting => "meeting",
                ActivityTypes.Email => "email",
                ActivityTypes.EmailDraft => "draft",
                ActivityTypes.Note => "note",
                ActivityTypes.Task => "task",
                _ => "activity",
            },
            TimelineKind.FieldChange => "change",
            TimelineKind.StageChange => "stage",
            TimelineKind.Sequence => "sequence",
            _ => "record",
        };

    private static string IconOf(TimelineEntryView entry, PluginCatalog plugins) =>
        entry.Kind switch
        {
            TimelineKind.Activity => plugins.ActivityTypes.TryGetValue(entry.TypeKey, out var type) ? type.Descriptor.Icon ?? "dot" : "dot",
            TimelineKind.FieldChange => "pencil",
            TimelineKind.StageChange => "flag",
            TimelineKind.Sequence => "route",
            _ => "dot",
        };

    private static string LabelOf(TimelineEntryView entry, IStringLocalizer<Texts> texts) =>
        entry.Kind switch
        {
            // Where the plugin is gone its key is all that is known.
            TimelineKind.Activity => entry.TypeLabel is { } label ? texts[label] : entry.TypeKey,
            TimelineKind.FieldChange => texts["Change"],
            TimelineKind.StageChange => texts["Stage"],
            TimelineKind.Sequence => texts["Sequence"],
            _ => texts["Record"],
        };

    /// <summary>Who recorded it; for automatic entries, Crm and the part of it that did.</summary>
    public static string AuthorOf(TimelineEntryView entry) => entry.Author is Actor.OfSystem ? $"Crm ({entry.AuthorName})" : entry.AuthorName;

    /// <summary>Nothing is shown twice: a subject that nobody gave is the beginning of the text, or the type's label, which is shown below.</summary>
    private static (string Subject, string? Snippet) Words(TimelineEntryView entry, string label, Formats formats, IStringLocalizer<Texts> texts) =>
        entry is { Kind: TimelineKind.FieldChange, Changes.Count: > 0 }
            ? (texts["{0} changed", string.Join(", ", entry.Changes.Select(change => formats.FieldOr(change.Field, change.Label)))], null)
        : entry.Snippet == entry.Subject || entry.Changes.Count > 0 ? (entry.Subject, null)
        : entry.Subject != entry.TypeLabel ? (entry.Subject, entry.Snippet)
        : entry.Snippet is { } text ? (text, null)
        : (label, null);

    private static IEnumerable<Badge> BadgesOf(TimelineEntryView entry, DisplaySettings settings, IStringLocalizer<Texts> texts)
    {
        if (entry.State == ActivityState.Open)
            yield return new Badge(texts["Open"], "live");
        if (entry.State == ActivityState.Cancelled)
            yield return new Badge(texts["Cancelled"]);
        if (entry.State == ActivityState.Completed)
            yield return new Badge(texts["Done"], "good");
        // What was written down ends with the outcome's label of then: it may have another name by now, or its plugin is gone.
        var written = entry is { Outcome: not null, Badges: [.., var last] } ? last : null;
        if (entry.Outcome is { } key)
            yield return settings.Outcomes.Find(entry.TypeKey, key) is { } outcome
                ? new Badge(texts[outcome.Label], ToneOf(outcome.Meaning))
                : new Badge(written ?? key);
        if (entry.DurationSeconds is { } seconds)
            yield return new Badge(Formats.Duration(seconds));
        if (entry.Direction is { } direction)
            yield return new Badge(direction == ActivityDirection.Inbound ? texts["Inbound"] : texts["Outbound"]);
        // What a change says stands before and after, beside the field's name.
        if (entry.Kind == TimelineKind.FieldChange)
            yield break;
        foreach (var badge in written is null ? entry.Badges : entry.Badges.SkipLast(1))
            yield return new Badge(texts[badge]);
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

/// <summary>A short word beside an entry.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Its color: <c>good</c>, <c>bad</c>, <c>warn</c>, <c>live</c>, or null.</param>
internal sealed record Badge(string Text, string? Tone = null);
