namespace Crm.Records;

/// <summary>A record before and after a change.</summary>
/// <param name="Before">As it was stored.</param>
/// <param name="After">As it is now; the same object where nothing changed.</param>
internal sealed record RecordChange(CrmRecord Before, CrmRecord After);
