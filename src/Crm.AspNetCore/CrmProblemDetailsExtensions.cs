using Crm;
using Crm.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the engine's errors to a web application.</summary>
public static class CrmProblemDetailsExtensions
{
    /// <summary>
    /// Answers a request that ends with a <see cref="CrmException"/>, a database that does not answer, or a request that cannot be read, with problem+json (RFC 9457) and the error's status. Takes effect with
    /// <c>app.UseExceptionHandler()</c>. What the host changes by <c>CustomizeProblemDetails</c> or a writer of its own applies.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="messageOf">The words of an error, for a host that adds its own remedy by the error's code; by default <see cref="CrmError.Message"/>.</param>
    public static IServiceCollection AddCrmProblemDetails(this IServiceCollection services, Func<CrmError, string>? messageOf = null) =>
        services
            .AddProblemDetails()
            .AddSingleton<IExceptionHandler>(provider => new CrmExceptionHandler(
                provider.GetRequiredService<IProblemDetailsService>(),
                messageOf ?? (error => error.Message)
            ));
}
