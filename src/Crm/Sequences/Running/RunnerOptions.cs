using System.ComponentModel.DataAnnotations;

namespace Crm.Sequences.Running;

/// <summary>How sequences are run, <c>Crm:Sequences</c>.</summary>
internal sealed class RunnerOptions
{
    /// <summary>Enrollments that are decided and written in one transaction: 1–1000. Halved while a batch takes over 250 ms.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>Workers of this process: 1–4; one for each core of the database is enough. 0: as many as this machine has cores, at most four.</summary>
    [Range(0, 4)]
    public int Workers { get; set; }

    /// <summary>How long handlers and rules of a batch may take, 50 ms to a minute; code that does not finish by then is quarantined.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan DecisionTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a slow handler (a model, an outside call) may take for one step, a second to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SlowStepTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many steps one slow handler is asked about at the same time, in this process: 1–100. A handler that is slow keeps no other waiting.</summary>
    [Range(1, 100)]
    public int SlowStepsPerHandler { get; set; } = 8;
}
