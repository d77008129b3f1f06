using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Hosting;

/// <summary>Composes the engine. <c>UseX</c> picks the one implementation, <c>AddX</c> appends one.</summary>
public sealed class CrmBuilder(IServiceCollection services, IConfiguration configuration)
{
    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The section <c>Crm</c> of the host's configuration.</summary>
    public IConfiguration Configuration { get; } = configuration;
}
