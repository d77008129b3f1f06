using System.Diagnostics;
using System.Diagnostics.Metrics;
using Crm.Sequences;

namespace Crm.Kernel;

/// <summary>What a worker tells observers: one <see cref="ActivitySource"/> and one <see cref="Meter"/>, both named <c>Crm</c>. <c>docs/running.md</c> lists them. Costs nothing while nobody listens.</summary>
internal static class Telemetry
{
    public const string Name = "Crm";
    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    /// <summary>Seconds since the oldest enrollment, message or event that nobody has taken was due; 0 where nothing is late.</summary>
    public static readonly Gauge<double> DueAge = Meter.CreateGauge<double>("crm.due.age", "s", "Age of the oldest due row.");

    private static readonly Gauge<long> DueCount = Meter.CreateGauge<long>("crm.due.count", "{row}", "Due rows that are not processed yet.");

    /// <summary>Whether somebody asks how much is due; the count reads as much as it counts.</summary>
    public static bool CountsDue => DueCount.Enabled;

    private static readonly Counter<long> StepsClaimed = Meter.CreateCounter<long>("crm.steps.claimed", "{step}", "Due enrollments that were claimed.");
    private static readonly Counter<long> StepsDecided = Meter.CreateCounter<long>("crm.steps.decided", "{step}", "Steps that were decided.");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("crm.batch.size", "{step}", "Enrollments in a batch.");

    /// <summary>From the claim to the commit.</summary>
    private static readonly Histogram<double> BatchDuration = Meter.CreateHistogram<double>("crm.batch.duration", "s", "Duration of a batch.");
    public static readonly Counter<long> MessagesClaimed = Meter.CreateCounter<long>("crm.messages.claimed", "{message}", "Messages that were claimed.");
    public static readonly Counter<long> EventsPublished = Meter.CreateCounter<long>("crm.events.published", "{event}", "Events that were published.");
    public static readonly Counter<long> EventsParked = Meter.CreateCounter<long>("crm.events.parked", "{event}", "Events that were parked.");
    private static readonly Counter<long> Blocked = Meter.CreateCounter<long>("crm.enrollments.blocked", "{enrollment}", "Enrollments that were blocked.");

    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("crm.messages.sent", "{message}", "Messages that a sender finished processing.");

    public static void RecordDue(DueCounts due)
    {
        Record(due.Enrollments, "enrollment");
        Record(due.Messages, "message");
        Record(due.Events, "event");

        static void Record(long count, string row) => DueCount.Record(count, new KeyValuePair<string, object?>("row", row));
    }

    public static void RecordBatch(int claimed, int decided, TimeSpan duration, ChangeSet committed)
    {
        StepsClaimed.Add(claimed);
        StepsDecided.Add(decided);
        BatchSize.Record(claimed);
        BatchDuration.Record(duration.TotalSeconds);
        CountBlocked(committed);
    }

    /// <summary>A sender is done with a message; the outcome is such as <c>sent</c>, <c>deferred</c>, <c>held</c>.</summary>
    public static void CountMessage(string channel, string outcome) =>
        Sent.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts the enrollments that a committed change set blocked, by what blocks them, without its id.</summary>
    public static void CountBlocked(ChangeSet committed)
    {
        if (!Blocked.Enabled)
            return;
        foreach (var enrollment in committed.Updated<Enrollment>())
        {
            if (enrollment.State == EnrollmentState.Blocked)
                Blocked.Add(1, new KeyValuePair<string, object?>("cause", enrollment.Cause?.Split(':')[0] ?? "none"));
        }
    }
}
