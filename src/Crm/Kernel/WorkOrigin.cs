namespace Crm.Kernel;

/// <summary>Where a decision comes from: who acts for which tenant, by which action, led by what, and when.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Action">The action's name in the audit, such as <c>activity.log</c>.</param>
/// <param name="Causes">What led here, oldest first.</param>
/// <param name="Now">The one moment of the decision, in UTC and whole microseconds, as the database keeps them.</param>
internal sealed record WorkOrigin(TenantId Tenant, Actor Actor, string Action, IReadOnlyList<string> Causes, DateTimeOffset Now)
{
    /// <summary>Whether the rows are history from elsewhere: their batch is the audit row, and a lost deal needs no reason.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Whether changes are published as events.</summary>
    public bool IsPublished { get; init; } = true;
}
