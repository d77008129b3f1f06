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

    internal RunnerCounts Plus(RunnerCounts other) =>
        this with
        {
            Decided = Decided + other.Decided,
            Finished = Finished + other.Finished,
            Blocked = Blocked + other.Blocked,
            Failed = Failed + other.Failed,
            PutOff = PutOff + other.PutOff,
            Transactions = Transactions + other.Transactions,
        };
}
