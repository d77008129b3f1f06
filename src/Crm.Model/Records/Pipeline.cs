namespace Crm.Records;

/// <summary>The stages that deals go through.</summary>
public sealed record Pipeline : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The pipeline's key, such as <c>sales</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The stages in order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
