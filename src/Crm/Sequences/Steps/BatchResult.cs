using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What a batch wants written, and what it came to. Used by one thread at a time.</summary>
/// <param name="unit">The batch's transaction.</param>
/// <param name="now">The batch's moment, in UTC; microseconds.</param>
/// <param name="cancellationToken">Cancels reading.</param>
internal sealed class BatchResult(ISystemUnitOfWork unit, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly Access EveryRight = Access.Of(Enrollments.Runner, []);

    private readonly Dictionary<TenantId, Work> frames = [];
    private (int NewOwners, RunnerCounts Counts) mark;

    /// <summary>Rows to write.</summary>
    public ChangeSet Changes { get; } = new();

    /// <summary>Records to which a step gave another owner: as they were, and the owner now.</summary>
    public List<(CrmRecord Before, MemberId? Owner)> NewOwners { get; } = [];

    /// <summary>Due steps whose slow handlers are to be asked, the longest due first; nothing is written for them.</summary>
    public IReadOnlyList<PreparedStep> Slow { get; init; } = [];

    /// <summary>The runner's frame in which a tenant's steps are decided; all frames want the same rows.</summary>
    public Work WorkOf(TenantId tenant)
    {
        if (!frames.TryGetValue(tenant, out var work))
            frames[tenant] = work = new Work(
                unit.For(tenant),
                new WorkOrigin(tenant, Enrollments.Runner, "step.decide", [], now),
                EveryRight,
                Changes,
                cancellationToken
            );
        return work;
    }

    /// <summary>What it came to.</summary>
    public RunnerCounts Counts { get; private set; } = new();

    /// <summary>Counts a decided enrollment.</summary>
    public void CountDecided() => Counts = Counts with { Decided = Counts.Decided + 1 };

    /// <summary>Counts a move.</summary>
    public void Count(EnrollmentMove move, Enrollment after) =>
        Counts = after.State switch
        {
            EnrollmentState.Finished => Counts with { Finished = Counts.Finished + 1 },
            EnrollmentState.Blocked => Counts with { Blocked = Counts.Blocked + 1 },
            EnrollmentState.Failed => Counts with { Failed = Counts.Failed + 1 },
            _ when move is EnrollmentMove.Pause or EnrollmentMove.Postpone => Counts with { PutOff = Counts.PutOff + 1 },
            _ => Counts,
        };

    /// <summary>Remembers what came of it up to now, for <see cref="Return"/>; the next mark takes its place.</summary>
    public void Mark()
    {
        Changes.Mark();
        mark = (NewOwners.Count, Counts);
    }

    /// <summary>Forgets what came of it since the last mark.</summary>
    public void Return()
    {
        Changes.Return();
        RowChanges.Cut(NewOwners, mark.NewOwners);
        Counts = mark.Counts;
    }
}
