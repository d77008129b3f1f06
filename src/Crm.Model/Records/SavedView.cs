using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>Identifies a saved view.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SavedViewId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A list of records that a member comes back to: its filter and order under a name.</summary>
public sealed record SavedView : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The view's id.</summary>
    public required SavedViewId Id { get; init; }

    /// <summary>Whose it is; nobody else sees it.</summary>
    public required MemberId Member { get; init; }

    /// <summary>Type of the records.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>What the member calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The list, as a JSON object.</summary>
    public required string Definition { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
