using System.CommandLine;
using Crm.Output;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm;

/// <summary>Gives commands what they do, each within a session of its own.</summary>
internal sealed class CommandRuns(ConsoleStreams streams, ConsoleOutput output)
{
    /// <summary>The command works with a tenant: host started (so the schema was looked at), tenant and acting member found.</summary>
    public Command Does(Command command, Func<ConsoleSession, ParseResult, CancellationToken, Task<int>> work) => DoesAsNeeded(command, _ => true, work);

    /// <summary>The command works on the installation itself, whatever state that is in: the host is composed, not started.</summary>
    public Command DoesUnstarted(Command command, Func<ConsoleSession, ParseResult, CancellationToken, Task<int>> work) =>
        DoesAsNeeded(command, _ => false, work);

    /// <summary>The command works with a tenant or not, as the line says.</summary>
    /// <param name="command">The command.</param>
    /// <param name="needsTenant">Whether this line does.</param>
    /// <param name="work">What it does; gives the exit code.</param>
    public Command DoesAsNeeded(Command command, Func<ParseResult, bool> needsTenant, Func<ConsoleSession, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var host = Build(parsed);
                await using var session = ConsoleSession.Of(host, streams, output, parsed);
                if (!needsTenant(parsed))
                    return await work(session, parsed, cancellationToken);
                await host.StartAsync(cancellationToken);
                await session.EnterTenantAsync(parsed, cancellationToken);
                var code = await work(session, parsed, cancellationToken);
                await host.StopAsync(cancellationToken);
                return code;
            }
        );
        return command;
    }

    private IHost Build(ParseResult parsed)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        if (parsed.GetValue(GlobalOptions.Verbose))
            builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(KeyValues.Parse("--config", parsed.GetValue(GlobalOptions.Config) ?? []));
        streams.Configure?.Invoke(builder);
        builder.AddCrmHost();
        // Ctrl+C is the command line's: it cancels the command, which then stops the host.
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        return builder.Build();
    }

    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
