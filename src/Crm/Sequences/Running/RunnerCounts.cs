using Crm.Sequences.Engine;

namespace Crm.Sequences;

/// <summary>What one run came to.</summary>
public sealed record RunnerCounts
{
    /// <summary>Enrollments that were claimed and written.</summary>
    public int Decided { get; init; }

    /// <summary>Of them: finished.</summary>
    public int Finished { get; init; }

    /// <summary>Of them: blocked.</summary>
    public int Blocked { get; init; }

    /// <summary>Of them: failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Of them: put off.</summary>
    public int PutOff { get; init; }

    /// <summary>Transactions that it took, rolled back ones counted.</summary>
    public int Transactions { get; init; }

    internal RunnerCounts With(StepOutcomes outcomes) =>
        this with
        {
            Decided = Decided + outcomes.Decided,
            Finished = Finished + outcomes.Finished,
            Blocked = Blocked + outcomes.Blocked,
            Failed = Failed + outcomes.Failed,
            PutOff = PutOff + outcomes.PutOff,
        };
}
