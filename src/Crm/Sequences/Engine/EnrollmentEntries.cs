using Crm.Timeline;

namespace Crm.Sequences.Engine;

/// <summary>Entries of the timeline about enrollments: one when it begins, one when it ends.</summary>
internal static class EnrollmentEntries
{
    private const int ReadAtOnce = 500;

    /// <summary>Shows that a record was enrolled.</summary>
    public static void Started(ChangeSet changes, Enrollment enrollment, string sequence, string author, DateTimeOffset now, TimelineLinks links) =>
        TimelineWriter.Write(
            changes,
            TimelineWriter.OfChange(
                enrollment.Tenant,
                enrollment.Id.Value,
                TimelineKind.Sequence,
                "enrollment.started",
                $"Enrolled in {sequence}",
                author,
                now
            ),
            [enrollment.Record],
            links
        );

    /// <summary>Shows that an enrollment is over, and why.</summary>
    public static void Finished(ChangeSet changes, Enrollment finished, string sequence, DateTimeOffset now, TimelineLinks links) =>
        TimelineWriter.Write(
            changes,
            TimelineWriter.OfChange(
                finished.Tenant,
                OrderedId.At(now),
                TimelineKind.Sequence,
                "enrollment.finished",
                $"Finished {sequence}: {finished.Finish}",
                AuthorOf(finished.Cause),
                now,
                finished.Reason
            ),
            [finished.Record],
            links
        );

    /// <summary>The same for those of a list that are finished; reads names and links set-based.</summary>
    public static async Task FinishedAsync(
        ILookups stores,
        ChangeSet changes,
        IReadOnlyList<Enrollment> enrollments,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var finished = enrollments.Where(enrollment => enrollment.State == EnrollmentState.Finished).ToList();
        if (finished.Count == 0)
            return;
        var ids = finished.Select(enrollment => enrollment.Sequence).ToHashSet();
        var names = (await stores.Sequences.GetAsync(ids, cancellationToken)).ToDictionary(sequence => sequence.Id, sequence => sequence.Name);
        foreach (var some in finished.Chunk(ReadAtOnce))
        {
            var links = await TimelineLinks.LoadAsync(stores.Records, some.Select(enrollment => enrollment.Record).ToHashSet(), cancellationToken);
            foreach (var enrollment in some)
                Finished(changes, enrollment, names.GetValueOrDefault(enrollment.Sequence) ?? "a sequence", now, links);
        }
    }

    /// <summary>A person who ended it is named; a rule, a message or the last step is the runner's work.</summary>
    private static string AuthorOf(string? cause) => cause?.StartsWith("member:", StringComparison.Ordinal) == true ? cause : SequenceEvents.Runner;
}
