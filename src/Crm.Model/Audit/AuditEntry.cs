namespace Crm.Audit;

/// <summary>Who did what, why, and what changed. Only ever added.</summary>
public sealed record AuditEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The entry's id, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The use case, such as <c>record.update</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, as <c>contact:{id}</c> or <c>sequence:{key}</c>; null for the tenant as a whole.</summary>
    public string? Subject { get; init; }

    /// <summary>Changed members before, as a JSON object, or null.</summary>
    public string? Before { get; init; }

    /// <summary>Changed members after, as a JSON object, or null.</summary>
    public string? After { get; init; }

    /// <summary>What led here, oldest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Whether it was refused for lack of a right.</summary>
    public bool IsRefusal { get; init; }
}
