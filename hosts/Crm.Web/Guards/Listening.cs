using System.Net;
using Crm.Accounts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crm.Web.Guards;

/// <summary>Where this host may listen: on this machine alone, until somebody can sign in and the configuration says where people reach it. Decided before anything is bound.</summary>
internal sealed class Listening(WebAddress address, IServiceScopeFactory scopes) : IHostedLifecycleService
{
    private bool hasAccounts;

    /// <summary>Looks at every endpoint before it is bound, wherever it was configured.</summary>
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint => options.ApplicationServices.GetRequiredService<Listening>().Require(endpoint.EndPoint));
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => HasAccountsAsync(cancellationToken);

    /// <summary>Whether anybody can sign in.</summary>
    public async Task<bool> HasAccountsAsync(CancellationToken cancellationToken)
    {
        if (hasAccounts)
            return true;
        await using var scope = scopes.CreateAsyncScope();
        return hasAccounts = await scope.ServiceProvider.GetRequiredService<SignIns>().AnyAsync(cancellationToken);
    }

    /// <exception cref="CrmException">Refused: the endpoint is not on loopback, and must be (<c>loopback-only</c>).</exception>
    internal void Require(EndPoint? endpoint)
    {
        if (endpoint is IPEndPoint { Address: { } bound } && IPAddress.IsLoopback(bound))
            return;
        var why =
            address.IsDemo ? "In a demo anybody signs in with one click"
            : !hasAccounts ? "Nobody can sign in yet"
            : address.PublicUrl is null ? $"{PublicUrl.Key} does not say where people reach it"
            : null;
        if (why is not null)
            throw CrmException.Refused(
                "loopback-only",
                $"{why}, so the web host listens on localhost, 127.0.0.1 or [::1] only, not on {endpoint}. Change ASPNETCORE_URLS or --urls{(hasAccounts && !address.IsDemo ? $", or set {PublicUrl.Key}" : "")}."
            );
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
