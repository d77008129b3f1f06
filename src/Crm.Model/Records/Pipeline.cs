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

    /// <summary>How likely a deal in a stage is won, in percent: 100 and 0 where it is won or lost; of an open stage its own probability, else evenly by its place among the open ones.</summary>
    public int ProbabilityOf(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Kind != StageKind.Open)
            return stage.Kind == StageKind.Won ? 100 : 0;
        if (stage.Probability is { } own)
            return own;
        var open = Stages.Where(one => one.Kind == StageKind.Open).Select(one => one.Key).ToList();
        return (open.IndexOf(stage.Key) + 1) * 100 / (open.Count + 1);
    }
}
