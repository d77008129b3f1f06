using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Crm.Kernel;

/// <summary>Configuration keys that have changed their names.</summary>
internal static class RenamedSettings
{
    /// <summary>Refuses old keys at start and names the new ones, so that a setting is never silently without effect.</summary>
    /// <param name="options">The options that the section is bound to.</param>
    /// <param name="section">The section.</param>
    /// <param name="renamed">Old and new names of keys within the section.</param>
    public static OptionsBuilder<T> RefuseRenamed<T>(this OptionsBuilder<T> options, IConfigurationSection section, params (string Old, string New)[] renamed)
        where T : class
    {
        foreach (var (old, now) in renamed)
            options.Validate(_ => section[old] is null, $"{section.Path}:{old} is now {section.Path}:{now}; rename it.");
        return options;
    }
}
