namespace Crm.Timeline;

/// <summary>What happens to a record shows in another record's timeline too.</summary>
/// <param name="Record">The record that it happens to.</param>
/// <param name="ShownIn">The other one.</param>
public readonly record struct TimelineLink(RecordId Record, RecordId ShownIn);
