using Crm.Sequences.Running;
using Crm.Sequences.Steps;

namespace Crm.Hosting;

/// <summary>
/// Lets the installation continue without a plugin that is no longer loaded. Until then, its rules hold everything that they would have decided, in this and every other host. It concerns all tenants, so it is
/// the host's to do, not a member's.
/// </summary>
public sealed class PluginRemoval
{
    private readonly ISystemStore store;
    private readonly PluginGuard guard;
    private readonly ObstacleSweep obstacles;

    internal PluginRemoval(ISystemStore store, PluginGuard guard, ObstacleSweep obstacles) =>
        (this.store, this.guard, this.obstacles) = (store, guard, obstacles);

    /// <summary>Forgets what a plugin brought, and releases what its rules hold. Enrollments at one of its steps stay blocked: nothing else can carry out the step.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>What it had brought, by key.</returns>
    /// <exception cref="CrmException">NotFound: nothing of it is remembered. Refused (<c>plugin-loaded</c>): it is loaded here.</exception>
    public async Task<IReadOnlyList<PluginPart>> ForgetAsync(string plugin, CancellationToken cancellationToken)
    {
        if (guard.Memory.IsLoaded(plugin))
            throw CrmException.Refused("plugin-loaded", $"The plugin {plugin} is loaded; remove it from Crm:Plugins first.");
        IReadOnlyList<PluginPart> brought;
        await using (var unit = await store.BeginAsync(cancellationToken))
        {
            brought = [.. (await unit.Installation.GetPluginPartsAsync(cancellationToken)).Where(part => part.Plugin == plugin)];
            if (brought.Count == 0)
                throw CrmException.NotFound("plugin", plugin);
            await unit.Installation.RememberPartsAsync([plugin], [], cancellationToken);
            await unit.CommitAsync(cancellationToken);
        }
        await obstacles.RunOnceAsync(cancellationToken);
        return brought;
    }
}
