using System.Globalization;
using Crm.Accounts;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Web.Guards;
using Microsoft.AspNetCore.Hosting.Server;

namespace Crm.Web.Account;

/// <summary>Prints, once, the link with which the first administrator sets a password, where nobody of the tenant <c>default</c> can sign in: when the host listens, so that the link works.</summary>
internal sealed partial class FirstLink(WebAddress address, IServer server, IServiceScopeFactory scopes, ILogger<FirstLink> logger) : IHostedLifecycleService
{
    private static readonly Caller Host = new(TenantId.From("default"), Actor.System("web"));

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (address.IsDemo)
            return;
        try
        {
            await PrintAsync(Console.Out, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary: the host serves those who can sign in all the same.
            LogUnknown(logger, exception.GetType().Name);
        }
    }

    /// <summary>Prints it where there is something to print.</summary>
    internal async Task PrintAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var invite = scope.ServiceProvider.GetRequiredService<InviteFirstAdministrator>();
        var invitation = await invite.ExecuteAsync(Host, new NoInput(), cancellationToken);
        var until = invitation.ExpiresAt?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        if (invitation.Token is { } token)
            await output.WriteLineAsync(
                $"\nNobody can sign in yet. The first administrator sets a password with this link, once, until {until}:\n{address.Link(token, server)}\n"
            );
        else if (until is not null)
            await output.WriteLineAsync(
                $"\nNobody can sign in yet. The first administrator's link was printed before and is good until {until}. If it is lost: crm members invite {invitation.Member}\n"
            );
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether anybody can sign in could not be looked up ({Kind}); 'crm members invite' issues a link.")]
    private static partial void LogUnknown(ILogger logger, string kind);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
