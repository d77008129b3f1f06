namespace Crm.Sequences.Steps;

/// <summary>
/// The last recovery after a restore: what was due before it may have been carried out since the backup, so it is held for a person, also where a step is planned later for a moment before it. One per
/// host; safe for all threads.
/// </summary>
internal sealed class RecoveryEpoch
{
    private volatile InstallationMark? mark;
    private volatile bool isKnown;

    /// <summary>Whether an enrollment was due before the recovery began, and was not released since: whoever releases it makes it due anew.</summary>
    public bool Holds(Enrollment enrollment) => mark?.RecoveredAt is { } began && enrollment.DueAt < began;

    /// <summary>Reads it, once.</summary>
    public async Task LearnAsync(ILookups stores, CancellationToken cancellationToken)
    {
        if (!isKnown)
            Set(await stores.Installation.GetMarkAsync(cancellationToken));
    }

    /// <summary>It is known from elsewhere.</summary>
    public void Set(InstallationMark? current) => (mark, isKnown) = (current, true);
}
