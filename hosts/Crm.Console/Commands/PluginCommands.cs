using System.CommandLine;
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
                new Command("list", "Lists plugins, with the reason if one was refused. Exit code 1 if any was refused."),
                (session, _, _) =>
                {
                    var plugins = session.Get<PluginCatalog>().Plugins;
                    session.Answer(new { plugins = plugins.Select(Json) }, page => Write(page, plugins));
                    return Task.FromResult(plugins.Any(plugin => plugin.State == PluginState.Refused) ? CrmCommand.Failed : CrmCommand.Ok);
                }
            ),
        };

    /// <summary>A plugin for programs.</summary>
    public static object Json(LoadedPlugin plugin) =>
        new
        {
            id = plugin.Id,
            name = plugin.Name,
            version = plugin.Version,
            state = plugin.State,
            reason = plugin.Reason,
            description = plugin.Description,
            folder = plugin.Folder,
        };

    /// <summary>Plugins for people.</summary>
    public static void Write(TextPage page, IEnumerable<LoadedPlugin> plugins) =>
        page.Table(
            ["PLUGIN", "VERSION", "STATE", "NAME", ""],
            plugins.Select(plugin => new[] { plugin.Id, plugin.Version, plugin.State.ToString(), plugin.Name, plugin.Reason ?? plugin.Description }),
            "No plugins."
        );
}
