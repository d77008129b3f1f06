using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Kernel;

/// <summary>Refuses configuration keys that have a new name, so that a value under the old one is not silently lost.</summary>
internal static class RenamedSettings
{
    /// <summary>Refuses the old key.</summary>
    /// <param name="options">The options that are checked at start.</param>
    /// <param name="section">The section that they are bound to.</param>
    /// <param name="old">The old key within the section.</param>
    /// <param name="current">The key that took its place.</param>
    public static OptionsBuilder<TOptions> Renamed<TOptions>(this OptionsBuilder<TOptions> options, IConfigurationSection section, string old, string current)
        where TOptions : class =>
        options.Validate(_ => !section.GetSection(old).Exists(), $"{section.Path}:{old} is now {section.Path}:{current}; rename it in your configuration.");
}
