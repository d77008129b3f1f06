using Crm.Timeline;

namespace Crm.Sequences.Transitions;

/// <summary>Entries of the timeline about enrollments: one when it begins, one when it ends.</summary>
internal static class EnrollmentTimeline
{
    /// <summary>Shows that a record was enrolled.</summary>
    public static void ShowStarted(Work work, Enrollment enrollment, string sequence, Planning planning) =>
        TimelineWriter.Write(
            work.Changes,
            TimelineWriter.OfChange(work, enrollment.Id.Value, TimelineKind.Sequence, EnrollmentEventTypes.Started, $"Enrolled in {sequence}"),
            [enrollment.Record],
            planning.Links
        );

    /// <summary>Shows that an enrollment is over, and why. A person who ended it is named; a rule, a message or the last step is the runner's work.</summary>
    public static void ShowFinished(Work work, Enrollment finished, Planning planning) =>
        TimelineWriter.Write(
            work.Changes,
            TimelineWriter.OfChange(
                work,
                work.NewId(),
                TimelineKind.Sequence,
                "enrollment.finished",
                $"Finished {planning.NameOf(finished)}: {finished.Finish}",
                finished.Reason
            ) with
            {
                Author = Actor.TryParse(finished.Cause, out var cause) && cause is Actor.OfMember ? cause : Enrollments.Runner,
            },
            [finished.Record],
            planning.Links
        );
}
