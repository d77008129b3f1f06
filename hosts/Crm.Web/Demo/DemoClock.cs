namespace Crm.Web.Demo;

/// <summary>The clock of a demo: it stands where the story is while the past is told, and is the machine's clock again afterwards. Safe for all threads.</summary>
/// <param name="machine">The clock that it is otherwise.</param>
internal sealed class DemoClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset? standsAt;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return standsAt ?? machine.GetUtcNow();
    }

    /// <summary>Stands at a moment until it is moved or released.</summary>
    public void StandAt(DateTimeOffset moment)
    {
        lock (gate)
            standsAt = moment;
    }

    /// <summary>Is the machine's clock again.</summary>
    public void Release()
    {
        lock (gate)
            standsAt = null;
    }
}
