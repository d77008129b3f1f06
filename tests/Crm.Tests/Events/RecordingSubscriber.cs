using System.Collections.Concurrent;
using Crm.Records;

namespace Crm.Events;

/// <summary>A subscriber that keeps what it is told, and fails, is slow or hangs as the test says. Its exception's words are a secret.</summary>
internal abstract class RecordingSubscriber(string key, params string[] types) : IEventSubscriber
{
    private readonly ConcurrentQueue<CrmEvent> told = new();
    private int tries;

    public IReadOnlyList<CrmEvent> Told => [.. told];

    public int Tries => tries;

    /// <summary>How many tries fail from the first one on.</summary>
    public int Fails { get; set; }

    /// <summary>Which events fail.</summary>
    public Func<CrmEvent, bool> Refuses { get; set; } = _ => false;

    /// <summary>What a try that fails throws.</summary>
    public Func<Exception> Throws { get; set; } = () => new InvalidOperationException("secret of a customer");

    /// <summary>Keeps its thread until this is done.</summary>
    public TaskCompletionSource? Blocks { get; set; }

    /// <summary>A tenant whose events wait for <see cref="Gate"/>.</summary>
    public TenantId? SlowTenant { get; set; }

    public TaskCompletionSource? Gate { get; set; }

    public string Key => key;

    public IReadOnlyList<string> EventTypes => types;

    public int ToldOf(TenantId tenant) => told.Count(one => one.Tenant == tenant);

    public async Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref tries) <= Fails || Refuses(occurred))
            throw Throws();
        Blocks?.Task.Wait(CancellationToken.None);
        if (occurred.Tenant == SlowTenant)
            await Gate!.Task;
        told.Enqueue(occurred);
    }
}
