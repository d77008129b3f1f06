using Crm.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Web.Guards;

/// <summary>Ready: the database answers and has the schema that this version needs.</summary>
internal sealed class SchemaCheck(ISchema schema) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = await schema.GetStateAsync(cancellationToken);
        return state.IsCurrent
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The schema is not current: {state.Missing.Count} migration(s) missing, {state.Unknown.Count} unknown.");
    }
}
