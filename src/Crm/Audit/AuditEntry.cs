using Crm.Records;
using Crm.Stores;

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

    /// <summary>Who, as <c>member:{id}</c> or <c>system:{name}</c>.</summary>
    public required string Actor { get; init; }

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

/// <summary>A request that was carried out under a key, and its result.</summary>
public sealed record IdempotencyEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The caller's key, with the use case's name in front.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the input, in hexadecimal digits.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The result as JSON.</summary>
    public required string Result { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

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
    public required string Actor { get; init; }

    /// <summary>Counts as a JSON object, such as new, changed, same, refused.</summary>
    public required string Counts { get; init; }
}
