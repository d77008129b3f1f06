using Crm.Sequences.Steps;

namespace Crm.Sequences.Running;

/// <summary>
/// What a batch does about slow steps, in its transaction: it releases what was set aside and can begin now, leases the steps that have a slot, and sets the rest aside. Disposing it returns the slots of steps that were not begun. Used by one thread.
/// </summary>
/// <param name="handlers">The slow handlers, by key.</param>
/// <param name="lease">How long a step that begins is held.</param>
internal sealed class SlowBatch(IReadOnlyDictionary<string, SlowHandler> handlers, TimeSpan lease) : IDisposable
{
    /// <summary>How long a step is set aside that has just come due; one that has waited longer is set aside for as long again.</summary>
    public static readonly TimeSpan ShortestAside = TimeSpan.FromSeconds(30);

    /// <summary>The longest time for which anything is set aside.</summary>
    public static readonly TimeSpan LongestAside = TimeSpan.FromMinutes(5);

    private readonly List<Release> releases = [];
    private readonly Dictionary<EnrollmentId, SlowSlot> slots = [];
    private readonly List<SlowHandler> crowded = [];
    private IReadOnlyList<Enrollment> leased = [];

    /// <summary>Whether some were set aside.</summary>
    public bool HasSetAside => crowded.Count > 0;

    /// <summary>Releases as many as can begin now.</summary>
    public async Task ReleaseAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken)
    {
        foreach (var handler in handlers.Values)
        {
            var free = handler.BeginRelease();
            if (free == 0)
                continue;
            var release = new Release(handler, free);
            releases.Add(release);
            var tried = handler.Tried;
            release.Count = await unit.EnrollmentClaims.ReleaseAsync(handler.Key, free, tried, cancellationToken);
            if (release.Count > 0 || tried.Count == 0)
                continue;
            release.Count = await unit.EnrollmentClaims.ReleaseAsync(handler.Key, free, [], cancellationToken);
            if (release.Count > 0)
                handler.BeginRound();
        }
    }

    /// <summary>Leases the steps that have a slot, and sets aside those that have none.</summary>
    /// <param name="unit">The transaction that has claimed them.</param>
    /// <param name="ready">The steps, the longest due first.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task LeaseAsync(ISystemUnitOfWork unit, IReadOnlyList<PreparedStep> ready, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var steps in ready.GroupBy(step => step.Handler.Key))
        {
            var handler = handlers[steps.Key];
            var waiting = new List<Enrollment>();
            var tried = handler.Tried;
            foreach (var enrollment in steps.Select(step => step.Enrollment).OrderBy(one => tried.Contains(one.Id)))
            {
                if (handler.TryTake() is { } slot)
                    slots.Add(enrollment.Id, slot);
                else
                    waiting.Add(enrollment);
            }
            if (waiting.Count == 0)
                continue;
            var ids = waiting.ConvertAll(enrollment => enrollment.Id);
            await unit.EnrollmentClaims.SetAsideAsync(ids, handler.Key, TimeAside(waiting.Min(enrollment => enrollment.DueAt) ?? now, now), cancellationToken);
            crowded.Add(handler);
        }
        if (slots.Count > 0)
            leased = await unit.EnrollmentClaims.LeaseAsync(slots.Keys, lease, cancellationToken);
    }

    /// <summary>What begins once the transaction is committed. The caller returns the slots.</summary>
    public IReadOnlyList<(Enrollment Enrollment, SlowSlot Slot)> Take()
    {
        crowded.ForEach(handler => handler.NoteWaiting());
        releases.ForEach(release => release.IsCommitted = true);
        var begun = new List<(Enrollment, SlowSlot)>();
        foreach (var enrollment in leased)
        {
            if (slots.Remove(enrollment.Id, out var slot))
                begun.Add((enrollment, slot));
        }
        return begun;
    }

    /// <summary>How long a step that is due is set aside: the longer it has waited, the more wait with it, so the less often all of them are written.</summary>
    public static TimeSpan TimeAside(DateTimeOffset due, DateTimeOffset now)
    {
        var waited = now - due;
        return waited < ShortestAside ? ShortestAside
            : waited > LongestAside ? LongestAside
            : waited;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots.Values)
            slot.Dispose();
        releases.ForEach(release => release.Handler.EndRelease(release.MoreWait));
    }

    /// <summary>What was released for a handler.</summary>
    private sealed class Release(SlowHandler handler, int free)
    {
        public SlowHandler Handler { get; } = handler;

        /// <summary>How many were; null as long as that is not known.</summary>
        public int? Count { get; set; }

        public bool IsCommitted { get; set; }

        public bool MoreWait => Count is not { } count || count >= free || (count > 0 && !IsCommitted);
    }
}
