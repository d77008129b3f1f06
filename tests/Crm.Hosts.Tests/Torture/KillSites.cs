using System.Diagnostics;
using System.Globalization;
using Crm.Events;
using Crm.Messages;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Tests.Hosts.Torture;

/// <summary>Kills the process that it runs in, as <c>kill -9</c> does, when a site on the way of a batch, a message or an event is reached for the count-th time. Sites are told by what the worker asks of the database.</summary>
internal sealed class KillSites(string site, int count) : ISystemStore
{
    /// <summary>The environment variable that names site and count, such as <c>runner.applied:2</c>.</summary>
    public const string Variable = "CRM_TEST_KILL_AT";

    private ISystemStore store = null!;
    private int left = count;
    private volatile bool hasSpoken;

    /// <summary>Puts itself before the store of the host that this process builds, if the variable is set.</summary>
    public static void Watch()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(':') is [var site, var count])
            DiagnosticListener.AllListeners.Subscribe(new Building(new KillSites(site, int.Parse(count, CultureInfo.InvariantCulture))));
    }

    public async Task<ISystemUnitOfWork> BeginAsync(Durability durability, CancellationToken cancellationToken)
    {
        var unit = await store.BeginAsync(durability, cancellationToken);
        return WatchedStore.Of(unit, new Unit(this, durability == Durability.Durable).Seen);
    }

    private void Decorate(IServiceCollection services)
    {
        var plain = services.Last(service => service.ServiceType == typeof(ISystemStore)).ImplementationFactory!;
        services.AddSingleton<ISystemStore>(provider =>
        {
            store = (ISystemStore)plain(provider);
            return this;
        });
    }

    private void Reach(string reached)
    {
        if (reached == site && Interlocked.Decrement(ref left) == 0)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finalizer, no flush, nothing that a power cut would not leave out as well
    }

    /// <summary>One transaction of the worker.</summary>
    private sealed class Unit(KillSites sites, bool isGate)
    {
        private string? work;

        public void Seen(StoreCall call, object? answer)
        {
            var reached = (call.Port, call.Member, call.IsDone) switch
            {
                (nameof(IEnrollmentClaims), nameof(IEnrollmentClaims.ClaimAsync), true) when answer is IReadOnlyCollection<Enrollment> { Count: > 0 } => Begins(
                    "runner",
                    "runner.claimed"
                ),
                (nameof(IMessageClaims), nameof(IMessageClaims.ClaimAsync), true) when answer is IReadOnlyCollection<Message> { Count: > 0 } => Begins(
                    "claim",
                    null
                ),
                (nameof(IMessageClaims), nameof(IMessageClaims.PassGateAsync), false) => "sender.gate",
                (nameof(IMessageClaims), nameof(IMessageClaims.PassGateAsync), true) when answer is GateAnswer.Passed => Speaks(),
                (nameof(IMessageClaims), nameof(IMessageClaims.LockAsync), false) when !isGate => Begins("record", "sender.answered"),
                (nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), false) when work is null && !isGate && sites.hasSpoken => Begins(
                    "record",
                    "sender.answered"
                ),
                (nameof(IEventClaims), nameof(IEventClaims.ConfirmAsync), false) => "relay.published",
                // What these write is not what became of a message.
                (nameof(IEventClaims) or nameof(IDeliveryClaims), _, _) when work is null => Begins("relay", null),
                (nameof(IMessageClaims), nameof(IMessageClaims.ClaimLostAsync), _) => Begins("lost", null),
                (nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), false) when work == "runner" => "runner.decided",
                (nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), true) when work == "runner" => "runner.applied",
                (nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), true) when work == "record" => "sender.applied",
                (nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.CommitAsync), true) => work switch
                {
                    "runner" => "runner.committed",
                    "claim" => "sender.claimed",
                    "gate" => "sender.gated",
                    "record" => "sender.recorded",
                    _ => null,
                },
                _ => null,
            };
            if (reached is not null)
                sites.Reach(reached);
        }

        private string? Speaks()
        {
            sites.hasSpoken = true;
            return Begins("gate", null);
        }

        private string? Begins(string what, string? site)
        {
            work = what;
            return site;
        }
    }

    /// <summary>Hears of the host that is being built, as .NET tells test servers and tools.</summary>
    private sealed class Building(KillSites sites) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
                builder.ConfigureServices(sites.Decorate);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
