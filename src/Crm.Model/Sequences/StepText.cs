namespace Crm.Sequences;

/// <summary>A revision of a step's texts; the highest one counts for what is rendered from now on.</summary>
public sealed record StepText : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The version whose step it is.</summary>
    public required SequenceVersionId Version { get; init; }

    /// <summary>The step's key.</summary>
    public required string StepKey { get; init; }

    /// <summary>1 for what was published.</summary>
    public required int TextRevision { get; init; }

    /// <summary>The settings that are templates, as a JSON object.</summary>
    public required string Texts { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>By whom.</summary>
    public required Actor By { get; init; }
}
