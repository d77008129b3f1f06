using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Hands one event to a plugin's subscriber, in a scope of its own.</summary>
internal sealed class EventDelivery(PluginCatalog plugins, IServiceScopeFactory scopes, IOptions<RelayOptions> options)
{
    /// <summary>A host that stops lets a subscriber finish for so long: what it handles is not told twice.</summary>
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(5);

    /// <summary>Calls that were given up and have not come back: such a thread cannot be ended, and each lane has no more than one.</summary>
    private readonly ConcurrentDictionary<Lane, Task> hanging = new();

    /// <summary>The subscribers of all plugins.</summary>
    public IReadOnlyList<SubscriberType> Subscribers => plugins.EventSubscribers;

    /// <summary>Whether a lane's subscriber has not come back from an event that it was given up on.</summary>
    public bool Hangs(Lane lane) => hanging.TryGetValue(lane, out var call) && !call.IsCompleted;

    /// <summary>Lanes whose subscriber has not come back from an event that it was given up on.</summary>
    public IReadOnlyList<Lane> Hanging()
    {
        foreach (var (lane, call) in hanging)
            if (call.IsCompleted)
                hanging.TryRemove(lane, out _);
        return [.. hanging.Keys];
    }

    /// <summary>Hands an event to a subscriber.</summary>
    /// <returns>Null where it was handled; else why not, without anything that the subscriber said.</returns>
    /// <exception cref="OperationCanceledException">The host stops: that was no try.</exception>
    public async Task<string?> HandAsync(SubscriberType subscriber, CrmEvent occurred, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(options.Value.SubscriberTime);
        await using var atStop = stop.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).CancelAfter(AfterStop), patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        Task? begun = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var (provider, token) = (scope.ServiceProvider, both.Token);
            // On another thread: what it does before it first awaits is not to be waited for either.
            var handling = Task
                .Factory.StartNew(
                    () => subscriber.From(provider).HandleAsync(occurred, token),
                    CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach,
                    TaskScheduler.Default
                )
                .Unwrap();
            begun = handling;
            await handling.WaitAsync(patience.Token);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            stop.ThrowIfCancellationRequested();
            plugins.ReportFailure(subscriber.Key, exception, $"event {occurred.Id}");
            if (begun is { IsCompleted: false })
                hanging[new Lane(occurred.Tenant, subscriber.Key)] = begun;
            // A subscriber may be cancelled by a limit of its own, such as its HttpClient's: that is its failure.
            return exception is OperationCanceledException && patience.IsCancellationRequested
                ? $"{subscriber.Key} did not finish within {options.Value.SubscriberTime}."
                : $"{subscriber.Key}: {exception.GetType().Name}.";
        }
    }
}
