using Crm.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Web.Guards;

/// <summary>Ready: the database answers and has the schema that this version needs.</summary>
internal sealed class SchemaCheck(ICrmStore store) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var schema = await store.GetSchemaStateAsync(cancellationToken);
        return schema.IsCurrent
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The schema is not current: {schema.Missing.Count} migration(s) missing, {schema.Unknown.Count} unknown.");
    }
}
