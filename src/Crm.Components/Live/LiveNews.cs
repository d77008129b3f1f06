using Crm.Records;

namespace Crm.Components;

/// <summary>What changed lately in a tenant.</summary>
/// <param name="Records">The records that something happened to, and those whose timelines show it.</param>
/// <param name="Types">The types of the records that something happened to.</param>
internal sealed record LiveNews(IReadOnlySet<RecordId> Records, IReadOnlySet<RecordType> Types);
