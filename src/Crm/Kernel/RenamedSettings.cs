using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Crm.Kernel;

/// <summary>Configuration keys that have changed their names.</summary>
internal static class RenamedSettings
{
    /// <summary>Refuses old keys at start and names the new ones, so that a setting is never silently without effect.</summary>
    public static OptionsBuilder<T> RefuseRenamed<T>(this OptionsBuilder<T> options, IConfigurationSection section, params (string Old, string New)[] renamed)
        where T : class
    {
        foreach (var (old, now) in renamed)
            options.Validate(_ => section[old] is null, $"{section.Path}:{old} is now {section.Path}:{now}; rename it.");
        return options;
    }
}
