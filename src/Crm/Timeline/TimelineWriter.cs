using Crm.Activities;

namespace Crm.Timeline;

/// <summary>Makes the entries of a change: one for each record that shows it. Pure.</summary>
internal static class TimelineWriter
{
    /// <summary>Characters of a snippet at most.</summary>
    public const int MaxSnippet = 200;

    /// <summary>Characters of a subject at most.</summary>
    public const int MaxSubject = 1_000;

    private const int MaxBadges = 10;
    private const int MaxBadge = 60;

    /// <summary>One entry for each record that the change is linked to, and one for each that it rolls up to; a direct link wins, and of several ways the first.</summary>
    /// <param name="line">The entry as it is to show; its record and via are not looked at.</param>
    /// <param name="records">The records that it is linked to directly.</param>
    /// <param name="links">Their links.</param>
    public static IReadOnlyList<TimelineEntry> Spread(TimelineEntry line, IEnumerable<RecordId> records, TimelineLinks links)
    {
        var entries = new Dictionary<RecordId, TimelineEntry>();
        var direct = records.Distinct().ToList();
        foreach (var record in direct)
            entries[record] = line with { Record = record, Via = null };
        foreach (var via in direct)
        foreach (var record in links.RolledUpTo(via))
            entries.TryAdd(record, line with { Record = record, Via = via });
        return [.. entries.Values];
    }

    /// <summary>Adds the entries of a change to what is written.</summary>
    /// <inheritdoc cref="Spread"/>
    public static void Write(ChangeSet changes, TimelineEntry line, IEnumerable<RecordId> records, TimelineLinks links)
    {
        foreach (var entry in Spread(line, records, links))
            changes.Insert(entry);
    }

    /// <summary>The line of an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="summary">What its type says of the details; stands where there is no body.</param>
    /// <param name="badges">Short words beside it.</param>
    public static TimelineEntry OfActivity(Activity activity, string? summary, IEnumerable<string> badges) =>
        new()
        {
            Tenant = activity.Tenant,
            Record = default,
            OccurredAt = activity.OccurredAt,
            Id = activity.Id.Value,
            Kind = TimelineKind.Activity,
            TypeKey = activity.TypeKey,
            Subject = activity.Subject,
            Snippet = OneLine.Of(activity.Body, MaxSnippet) ?? OneLine.Of(summary, MaxSnippet),
            Badges = Tidy(badges),
            Outcome = activity.Outcome,
            DurationSeconds = activity.DurationSeconds,
            State = activity.State,
            Direction = activity.Direction,
            Author = activity.Author,
            RecordedAt = activity.RecordedAt,
        };

    /// <summary>The line of something that is no activity: a change of fields, of the stage, of the record's life, of an enrollment. The frame's actor did it at the frame's moment.</summary>
    /// <param name="work">The frame; receives nothing.</param>
    /// <param name="id">Id of the change, the same in every timeline.</param>
    /// <param name="kind">What kind of entry.</param>
    /// <param name="typeKey">The field, the stage's key or the event, such as <c>deal.stage</c> or <c>enrollment.finished</c>.</param>
    /// <param name="subject">One line; cut where it is longer than <see cref="MaxSubject"/>.</param>
    /// <param name="snippet">More words, or null; cut at <see cref="MaxSnippet"/>.</param>
    public static TimelineEntry OfChange(Work work, Guid id, TimelineKind kind, string typeKey, string subject, string? snippet = null) =>
        new()
        {
            Tenant = work.Tenant,
            Record = default,
            OccurredAt = work.Now,
            Id = id,
            Kind = kind,
            TypeKey = typeKey,
            Subject = OneLine.Of(subject, MaxSubject) ?? typeKey,
            Snippet = OneLine.Of(snippet, MaxSnippet),
            Author = work.Actor,
            RecordedAt = work.Now,
        };

    /// <summary>What is left of an entry when a person removed it: its place, its time and who wrote it.</summary>
    public static TimelineEntry Tombstone(TimelineEntry entry) =>
        entry with
        {
            IsRemoved = true,
            Subject = "",
            Snippet = null,
            Badges = [],
            Outcome = null,
            DurationSeconds = null,
        };

    private static IReadOnlyList<string> Tidy(IEnumerable<string> badges) =>
        [.. badges.Select(badge => OneLine.Of(badge, MaxBadge)).OfType<string>().Take(MaxBadges)];
}
