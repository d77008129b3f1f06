namespace Crm.Stores;

/// <summary>When somebody last dealt with a record.</summary>
/// <param name="Record">The record.</param>
/// <param name="At">When its last activity happened, in UTC: a call, meeting, email, note or an activity of a plugin, on the record itself or on one that rolls up to it. Tasks and drafts do not count.</param>
public sealed record RecordTouch(RecordId Record, DateTimeOffset At);
