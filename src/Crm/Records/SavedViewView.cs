using System.Text.Json;

namespace Crm.Records;

/// <summary>A list that a member comes back to, or wants to.</summary>
/// <param name="Name">What the member calls it.</param>
/// <param name="List">Filter and order; of the page the size only.</param>
public sealed record SavedViewView(string Name, ListRecordsInput List)
{
    /// <summary>The view; null for one that is to be saved and has none yet.</summary>
    public SavedViewId? Id { get; init; }

    /// <summary>Its revision; of an input the one that the caller has seen, null where that does not matter.</summary>
    public int? Revision { get; init; }

    internal static SavedViewView Of(SavedView row) =>
        new(row.Name, JsonSerializer.Deserialize<ListRecordsInput>(row.Definition, ContractJson.Options)!) { Id = row.Id, Revision = row.Revision };
}
