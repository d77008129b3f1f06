namespace Crm.Events;

/// <summary>Which delayed events of a lane to retry at once after a success.</summary>
/// <param name="IsEverything">Whether to retry all of them.</param>
/// <param name="Events">Otherwise, the ones to retry.</param>
internal sealed record LaneRelease(bool IsEverything, IReadOnlyList<CrmEventId> Events)
{
    /// <summary>None: each keeps its own retry time.</summary>
    public static LaneRelease Nothing { get; } = new(false, []);

    /// <summary>All of them.</summary>
    public static LaneRelease Everything { get; } = new(true, []);
}
