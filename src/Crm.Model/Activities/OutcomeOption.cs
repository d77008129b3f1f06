namespace Crm.Activities;

/// <summary>A tenant's own outcome of a type of activity.</summary>
public sealed record OutcomeOption : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>Key of the type.</summary>
    public required string TypeKey { get; init; }

    /// <summary>Key of the outcome.</summary>
    public required string Key { get; init; }

    /// <summary>What people read.</summary>
    public required string Label { get; init; }

    /// <summary>What it says about the try.</summary>
    public OutcomeMeaning Meaning { get; init; }

    /// <summary>Whether it takes no new activities.</summary>
    public bool IsRetired { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
