using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What a batch wants written, and what it came to. Used by one thread at a time.</summary>
/// <param name="unit">The batch's transaction.</param>
/// <param name="now">The batch's moment, in UTC; microseconds.</param>
/// <param name="cancellationToken">Cancels reading.</param>
internal sealed class BatchResult(ISystemUnitOfWork unit, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly Access EveryRight = Access.Of(Enrollments.Runner, [], []);

    private readonly Dictionary<TenantId, Work> frames = [];
    private (int Decided, int Finished, int Blocked, int Failed, int PutOff) counts;
    private (int NewOwners, (int, int, int, int, int) Counts) mark;

    /// <summary>Rows to write.</summary>
    public ChangeSet Changes { get; } = new();

    /// <summary>Records to which a step gave another owner: as they were, and the owner now.</summary>
    public List<(CrmRecord Before, MemberId? Owner)> NewOwners { get; } = [];

    /// <summary>Due enrollments whose slow handlers are to be asked; nothing is written for them.</summary>
    public IReadOnlyList<EnrollmentId> Slow { get; init; } = [];

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
    public RunnerCounts Counts =>
        new()
        {
            Decided = counts.Decided,
            Finished = counts.Finished,
            Blocked = counts.Blocked,
            Failed = counts.Failed,
            PutOff = counts.PutOff,
        };

    /// <summary>Counts a decided enrollment.</summary>
    public void CountDecided() => counts.Decided++;

    /// <summary>Counts a move.</summary>
    public void Count(EnrollmentMove move, Enrollment after)
    {
        switch (after.State)
        {
            case EnrollmentState.Finished:
                counts.Finished++;
                break;
            case EnrollmentState.Blocked:
                counts.Blocked++;
                break;
            case EnrollmentState.Failed:
                counts.Failed++;
                break;
            default:
                if (move is EnrollmentMove.Pause or EnrollmentMove.Postpone)
                    counts.PutOff++;
                break;
        }
    }

    /// <summary>Remembers what came of it up to now, for <see cref="Return"/>; the next mark takes its place.</summary>
    public void Mark()
    {
        Changes.Mark();
        mark = (NewOwners.Count, counts);
    }

    /// <summary>Forgets what came of it since the last mark.</summary>
    public void Return()
    {
        Changes.Return();
        RowChanges.Cut(NewOwners, mark.NewOwners);
        counts = mark.Counts;
    }
}
