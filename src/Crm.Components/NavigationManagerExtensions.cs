using Microsoft.AspNetCore.Components;

namespace Crm.Components;

/// <summary>Addresses within the host.</summary>
internal static class NavigationManagerExtensions
{
    /// <summary>This page with other parameters, below the host's root: whatever name it was asked by is not repeated.</summary>
    /// <param name="navigation">Where the page is.</param>
    /// <param name="parameters">Names and values; null takes one out.</param>
    public static string PathWith(this NavigationManager navigation, IReadOnlyDictionary<string, object?> parameters) =>
        "/" + navigation.ToBaseRelativePath(navigation.GetUriWithQueryParameters(parameters));
}
