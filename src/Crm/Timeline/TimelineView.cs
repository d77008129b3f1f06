namespace Crm.Timeline;

/// <summary>A page of a timeline as people and programs read it.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">Cursor of the next page; null where this is the last.</param>
public sealed record TimelineView(IReadOnlyList<TimelineEntryView> Rows, string? Next)
{
    /// <summary>Those of <see cref="GetTimelineInput.AlsoNamed"/> that exist and that the caller may see.</summary>
    public IReadOnlyList<NamedRecord> Named { get; init; } = [];
}
