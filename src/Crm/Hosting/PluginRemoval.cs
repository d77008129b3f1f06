using Crm.Sequences.Running;
using Crm.Sequences.Steps;

namespace Crm.Hosting;

/// <summary>
/// Lets the installation continue without a plugin that is no longer loaded. Until then, its rules hold everything that they would have decided, and events wait for its subscribers, in this and every other host.
/// It concerns all tenants, so it is the host's to do, not a member's.
/// </summary>
public sealed class PluginRemoval
{
    private const int Portion = 500;

    private readonly ISystemStore store;
    private readonly PluginGuard guard;
    private readonly ObstacleSweep obstacles;

    internal PluginRemoval(ISystemStore store, PluginGuard guard, ObstacleSweep obstacles) =>
        (this.store, this.guard, this.obstacles) = (store, guard, obstacles);

    /// <summary>
    /// Forgets what a plugin brought, releases what its rules hold, and drops the events that wait for its subscribers, in portions: after a failure it can be called again. Enrollments at one of its steps stay
    /// blocked: nothing else can carry out the step.
    /// </summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>What it had brought, and how much was dropped.</returns>
    /// <exception cref="CrmException">NotFound: nothing of it is remembered. Refused (<c>plugin-loaded</c>): it is loaded here.</exception>
    public async Task<ForgottenPlugin> ForgetAsync(string plugin, CancellationToken cancellationToken)
    {
        if (guard.Memory.IsLoaded(plugin))
            throw CrmException.Refused("plugin-loaded", $"The plugin {plugin} is loaded; remove it from Crm:Plugins first.");
        var brought = await BroughtByAsync(plugin, cancellationToken);
        if (brought.Count == 0)
            throw CrmException.NotFound("plugin", plugin);
        var subscribers = brought.Where(part => part.Kind == PluginContracts.EventSubscriber).Select(part => part.Key).ToList();
        var dropped = 0;
        foreach (var subscriber in subscribers)
            dropped += await DropAsync(subscriber, cancellationToken);
        await using (var unit = await store.BeginAsync(cancellationToken))
        {
            await unit.Installation.RememberPartsAsync([plugin], [], cancellationToken);
            // What relays have added meanwhile; from now on none adds any.
            foreach (var subscriber in subscribers)
                dropped += await unit.DeliveryClaims.DropAsync(subscriber, int.MaxValue, cancellationToken);
            await unit.CommitAsync(cancellationToken);
        }
        await obstacles.RunOnceAsync(cancellationToken);
        return new ForgottenPlugin(brought, dropped);
    }

    private async Task<IReadOnlyList<PluginPart>> BroughtByAsync(string plugin, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return [.. (await unit.Installation.GetPluginPartsAsync(cancellationToken)).Where(part => part.Plugin == plugin)];
    }

    private async Task<int> DropAsync(string subscriber, CancellationToken cancellationToken)
    {
        var dropped = 0;
        int count;
        do
        {
            await using var unit = await store.BeginAsync(cancellationToken);
            count = await unit.DeliveryClaims.DropAsync(subscriber, Portion, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            dropped += count;
        } while (count == Portion);
        return dropped;
    }
}
