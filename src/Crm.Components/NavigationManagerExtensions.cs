using Microsoft.AspNetCore.Components;

namespace Crm.Components;

/// <summary>Addresses within the host: a path and a query, without the name that the host was asked by.</summary>
internal static class NavigationManagerExtensions
{
    /// <summary>This page with its parameters.</summary>
    public static string Here(this NavigationManager navigation) => Local(navigation.Uri);

    /// <summary>This page without its parameters.</summary>
    public static string Path(this NavigationManager navigation) => navigation.Here().Split('?')[0];

    /// <summary>This page with other parameters.</summary>
    /// <param name="navigation">Where the page is.</param>
    /// <param name="parameters">Names and values; null takes one out.</param>
    public static string PathWith(this NavigationManager navigation, IReadOnlyDictionary<string, object?> parameters) =>
        Local(navigation.GetUriWithQueryParameters(parameters));

    /// <summary>A browser reads a path that begins with two slashes as the name of another host. A dot between them changes neither host nor path (WHATWG URL §4.4, path state).</summary>
    private static string Local(string address)
    {
        var local = new Uri(address).PathAndQuery;
        return local.StartsWith("//", StringComparison.Ordinal) ? $"/.{local}" : local;
    }
}
