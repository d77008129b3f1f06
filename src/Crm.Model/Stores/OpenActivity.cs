using Crm.Activities;

namespace Crm.Stores;

/// <summary>An activity, such as an open task, and the record it is about.</summary>
public sealed record OpenActivity(Activity Activity, RecordRef? Record, string? RecordName);
