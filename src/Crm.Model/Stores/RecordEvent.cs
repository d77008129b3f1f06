using Crm.Events;
using Crm.Records;

namespace Crm.Stores;

/// <summary>That something happened to a record; what, says the event.</summary>
/// <param name="Id">The event.</param>
/// <param name="Type">What happened, such as <c>activity.logged</c>.</param>
/// <param name="Record">The record.</param>
public sealed record RecordEvent(CrmEventId Id, string Type, RecordRef Record);
