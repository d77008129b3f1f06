namespace Crm.Sequences.Running;

/// <summary>
/// A slow handler as this process knows it: how many steps it is asked about at once, and whether it decides. Calls that fail or time out for several enrollments in a row are an outage: until one is decided, one
/// enrollment is tried every 30 seconds, and no failure counts for anybody. Several failures of one enrollment may be its own fault, so they count, and open nothing. Safe for all threads.
/// </summary>
/// <param name="key">The handler's key.</param>
/// <param name="options">How many slots it has.</param>
/// <param name="time">The clock.</param>
internal sealed class SlowHandler(string key, RunnerOptions options, TimeProvider time)
{
    /// <summary>Failures of so many different enrollments in a row are an outage.</summary>
    public const int OpensAt = 3;

    /// <summary>How often to look for what other processes have set aside.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>So many that were tried in vain are passed over; then the first is tried again.</summary>
    private const int MaxTried = 100;

    private readonly Lock gate = new();
    private readonly Breaker breaker = new(OpensAt, time);
    private readonly HashSet<EnrollmentId> failed = [];
    private int taken;
    private bool isReleasing;
    private WallWait look;

    // What a process before this one has set aside may wait.
    private bool someWait = true;

    /// <summary>The handler's key.</summary>
    public string Key { get; } = key;

    /// <summary>The enrollments that were tried in vain since the handler last decided one: the next try is another's.</summary>
    public IReadOnlyCollection<EnrollmentId> Tried
    {
        get
        {
            lock (gate)
                return [.. failed];
        }
    }

    /// <summary>All that wait were tried in vain: another round begins, or the one that waits longest would be the only one tried, and it may be at fault itself.</summary>
    public void BeginRound()
    {
        lock (gate)
        {
            // While it decides, the set says which failures are of different enrollments.
            if (breaker.IsOpen)
                failed.Clear();
        }
    }

    /// <summary>Takes a slot.</summary>
    /// <returns>Null where none is free, or there is an outage and the next try is not due.</returns>
    public SlowSlot? TryTake()
    {
        lock (gate)
        {
            if (taken >= options.SlowStepsPerHandler || (breaker.IsOpen && !breaker.TryProbe()))
                return null;
            taken++;
            return new SlowSlot(this, breaker.IsOpen);
        }
    }

    /// <summary>A slot is free again.</summary>
    /// <param name="isUnusedProbe">Whether it was a try that asked nobody.</param>
    public void Return(bool isUnusedProbe)
    {
        lock (gate)
        {
            taken--;
            if (isUnusedProbe)
                breaker.ReturnProbe();
        }
    }

    /// <summary>How many of those that were set aside could begin now; 0 if none can wait, or somebody else is releasing them. Unless it is 0, <see cref="EndRelease"/> has to follow.</summary>
    public int BeginRelease()
    {
        lock (gate)
        {
            if (isReleasing || !(someWait || look.IsOver(time)))
                return 0;
            var free = options.SlowStepsPerHandler - taken;
            if (breaker.IsOpen)
                free = Math.Min(free, breaker.IsProbeDue ? 1 : 0);
            if (free <= 0)
                return 0;
            (isReleasing, someWait, look) = (true, false, WallWait.Begin(BetweenLooks, time));
            return free;
        }
    }

    /// <summary>The release is committed, or failed.</summary>
    /// <param name="moreWait">Whether more may wait.</param>
    public void EndRelease(bool moreWait)
    {
        lock (gate)
            (isReleasing, someWait) = (false, someWait || moreWait);
    }

    /// <summary>Some were set aside, which is committed.</summary>
    public void NoteWaiting()
    {
        lock (gate)
            someWait = true;
    }

    /// <summary>It decided a step.</summary>
    /// <returns>When the outage that this ends began; null where there was none.</returns>
    public DateTimeOffset? Succeed()
    {
        lock (gate)
        {
            var since = breaker.OpenSince;
            breaker.Succeed();
            failed.Clear();
            someWait |= since is not null;
            return since;
        }
    }

    /// <summary>It failed, or did not answer in time.</summary>
    /// <returns>Whether that counts for the enrollment, and whether it is the one that makes it an outage.</returns>
    public (bool Counts, bool Opens) Fail(EnrollmentId enrollment)
    {
        lock (gate)
        {
            var isOutage = breaker.IsOpen;
            if (isOutage && failed.Count >= MaxTried)
                failed.Clear();
            var isAnother = failed.Add(enrollment);
            return (!isOutage, !isOutage && isAnother && breaker.Fail());
        }
    }
}
