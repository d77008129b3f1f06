using System.CommandLine;
using Crm.Hosting;
using Crm.Installation;
using Crm.Output;
using Crm.Plugins;

namespace Crm.Commands;

/// <summary><c>crm plugins</c>.</summary>
internal static class PluginCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("plugins", "The plugins of this installation.")
        {
            runs.DoesUnstarted(
                new Command(
                    "list",
                    "Lists plugins, with the reason if one was refused. Exits with 1 if a plugin was refused, or if work is held because one is not loaded."
                ),
                async (session, _, cancellationToken) =>
                {
                    var inspection = await session.Get<InspectInstallation>().ExecuteAsync(session.Caller, new InspectInstallationInput(), cancellationToken);
                    var lacking = inspection.Problems.Where(problem => problem.Code == "plugin-lacking").Select(problem => problem.Message).ToList();
                    session.Answer(new { plugins = inspection.Plugins.Select(Json), lacking }, page => Write(page, inspection.Plugins, lacking));
                    var isWhole = lacking.Count == 0 && !inspection.Plugins.Any(plugin => plugin.IsRefused);
                    return isWhole ? CrmCommand.Ok : CrmCommand.Failed;
                }
            ),
            Forget(runs),
        };

    /// <summary>A plugin for programs.</summary>
    public static object Json(LoadedPlugin plugin) =>
        new
        {
            id = plugin.Id,
            name = plugin.Name,
            version = plugin.Version,
            state = StateOf(plugin).ToLowerInvariant(),
            reason = plugin.Reason,
            description = plugin.Description,
            folder = plugin.Folder,
        };

    /// <summary>Plugins for people, and what is held because some are not loaded.</summary>
    public static void Write(TextPage page, IReadOnlyList<LoadedPlugin> plugins, IReadOnlyList<string> lacking)
    {
        page.Table(
            ["PLUGIN", "VERSION", "STATE", "NAME", ""],
            plugins.Select(plugin => new[] { plugin.Id, plugin.Version, StateOf(plugin), plugin.Name, About(plugin) }),
            "No plugins."
        );
        foreach (var plugin in lacking)
            page.Line(plugin + Remedies.Of("plugin-lacking"));
    }

    private static string StateOf(LoadedPlugin plugin) => plugin.IsWaiting ? "Waiting" : plugin.State.ToString();

    /// <summary>Two folders may hold the same plugin: the folder tells them apart.</summary>
    private static string? About(LoadedPlugin plugin) =>
        plugin is { Reason: { } reason, Folder: { } folder } ? $"{Path.GetFileName(folder)}: {reason}" : plugin.Reason ?? plugin.Description;

    private static Command Forget(CommandRuns runs)
    {
        var id = new Argument<string>("PLUGIN") { Description = "The plugin's id, as 'crm plugins list' or 'crm doctor' names it." };
        return runs.Does(
            new Command(
                "forget",
                "Continues without a plugin that is no longer loaded: everything that its rules hold is released, and events that wait for its subscribers are dropped."
            )
            {
                id,
            },
            async (session, parsed, cancellationToken) =>
            {
                var plugin = await session.Get<PluginRemoval>().ForgetAsync(parsed.GetValue(id)!, cancellationToken);
                return session.Answer(
                    new { forgotten = plugin.Brought, droppedEvents = plugin.DroppedEvents },
                    page =>
                    {
                        page.Line($"Forgotten: {string.Join(", ", plugin.Brought.Select(part => $"{part.Kind} {part.Key}"))}.");
                        if (plugin.DroppedEvents > 0)
                            page.Line($"Dropped: {plugin.DroppedEvents} event(s) that waited for its subscribers.");
                    }
                );
            }
        );
    }
}
