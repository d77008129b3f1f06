using Crm.Activities;

namespace Crm.Timeline;

/// <summary>Makes the entries of a change: one for each record that shows it. Pure.</summary>
internal static class TimelineWriter
{
    /// <summary>Characters of a snippet at most.</summary>
    public const int MaxSnippet = 200;

    /// <summary>Characters of a subject at most.</summary>
    public const int MaxSubject = 1_000;

    /// <summary>Badges of a line at most.</summary>
    public const int MaxBadges = 10;

    private const int MaxBadge = 60;

    /// <summary>Adds one entry for each record that a change is linked to directly, and one for each that it rolls up to; a direct link wins, and of several ways all are known.</summary>
    /// <param name="changes">Takes the entries.</param>
    /// <param name="line">What they say.</param>
    /// <param name="records">The records that the change is linked to directly.</param>
    /// <param name="links">What those roll up to.</param>
    /// <param name="shown">How an entry reads in its timeline; null: alike in all.</param>
    public static void Write(
        ChangeSet changes,
        TimelineEntry line,
        IEnumerable<RecordId> records,
        TimelineLinks links,
        Func<TimelineEntry, TimelineEntry>? shown = null
    )
    {
        var direct = records.Distinct().ToList();
        var entries = direct.ToDictionary(record => record, record => line with { Record = record, Via = null });
        foreach (var via in direct)
        foreach (var record in links.RolledUpTo(via))
            if (!entries.TryAdd(record, line with { Record = record, Via = via }) && entries[record] is { Via: { } first } known && first != via)
                entries[record] = known with { FurtherVia = [.. known.FurtherVia, via] };
        foreach (var entry in entries.Values)
            changes.Insert(shown is null ? entry : shown(entry));
    }

    /// <summary>Adds what <see cref="Write"/> would for further records to entries that are there: one that came by another record becomes a direct one where its record is linked now.</summary>
    /// <returns>Whether any record was not linked directly before.</returns>
    public static bool Add(ChangeSet changes, TimelineEntry line, IReadOnlyList<TimelineEntry> present, IReadOnlyList<RecordId> records, TimelineLinks links)
    {
        var entries = present.ToDictionary(entry => entry.Record);
        var further = records.Distinct().Where(record => !entries.TryGetValue(record, out var entry) || entry.Via is not null).ToList();
        foreach (var record in further)
            entries[record] = (entries.GetValueOrDefault(record) ?? line with { Record = record }) with { Via = null, FurtherVia = [] };
        foreach (var via in further)
        foreach (var record in links.RolledUpTo(via))
            if (
                !entries.TryAdd(record, line with { Record = record, Via = via })
                && entries[record] is { Via: { } first } known
                && first != via
                && !known.FurtherVia.Contains(via)
            )
                entries[record] = known with { FurtherVia = [.. known.FurtherVia, via] };
        var before = present.ToDictionary(entry => entry.Record);
        foreach (var entry in entries.Values)
            if (!before.TryGetValue(entry.Record, out var former))
                changes.Insert(entry);
            else if (!ReferenceEquals(former, entry))
                changes.Update(entry);
        return further.Count > 0;
    }

    /// <summary>The line of an activity; what its type says of the details stands where there is no body.</summary>
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

    /// <summary>The line of something that is no activity: a change of fields, of the stage, of the record's life, of an enrollment. The type key is the field, the stage's key or the event, such as <c>enrollment.finished</c>. Subject and snippet are cut where they are too long.</summary>
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
            Changes = [],
        };

    private static IReadOnlyList<string> Tidy(IEnumerable<string> badges) =>
        [.. badges.Select(badge => OneLine.Of(badge, MaxBadge)).OfType<string>().Take(MaxBadges)];
}
