namespace Crm.Audit;

/// <summary>Work on many records that is one thing to a person: an import, an enrollment of a list. Its own audit row.</summary>
public sealed record Batch : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The batch's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was done, such as <c>import</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>File name or the like, for people.</summary>
    public required string Name { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Counts as a JSON object, such as new, changed, same, refused.</summary>
    public required string Counts { get; init; }

    /// <summary>What it takes to undo it, as a JSON object of its kind; null where it cannot be undone.</summary>
    public string? Undo { get; init; }

    /// <summary>When it was undone, in UTC, or null.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}
