using Crm.Timeline;

namespace Crm.Stores;

/// <summary>What happened to a record.</summary>
/// <param name="Entry">The entry in the record's timeline.</param>
/// <param name="Record">The record, with its name.</param>
public sealed record DayChange(TimelineEntry Entry, NamedRecord Record);
