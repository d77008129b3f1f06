namespace Crm.Events;

/// <summary>What of a lane is tried at once after a success, though it was put off.</summary>
/// <param name="IsEverything">All that waits.</param>
/// <param name="Events">These; none where everything is.</param>
internal sealed record LaneRelease(bool IsEverything, IReadOnlyList<CrmEventId> Events)
{
    /// <summary>Nothing: each waits its own time.</summary>
    public static LaneRelease Nothing { get; } = new(false, []);

    /// <summary>All that waits.</summary>
    public static LaneRelease Everything { get; } = new(true, []);
}
