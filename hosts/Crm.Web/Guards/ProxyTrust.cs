using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Crm.Web.Guards;

/// <summary>Whose word about a request's origin counts: that of the proxies that <c>Crm:KnownProxies</c> names, and nobody else's.</summary>
internal static class ProxyTrust
{
    /// <summary>The setting's key: addresses and networks, as a list or separated by commas.</summary>
    public const string Key = "Crm:KnownProxies";

    /// <summary>What is taken from whom; null where no proxy is known.</summary>
    /// <exception cref="CrmException">Invalid: names every entry that is no address and no network.</exception>
    public static ForwardedHeadersOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var entries = section
            .GetChildren()
            .Append(section)
            .SelectMany(entry => (entry.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        if (entries.Count == 0)
            return null;
        // The host's name is not taken from a proxy: links are made of Crm:PublicUrl.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var problems = new List<Problem>();
        foreach (var entry in entries)
        {
            if (IPAddress.TryParse(entry, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
                options.KnownIPNetworks.Add(network);
            else
                problems.Add(new Problem(Key, $"It must be addresses such as 10.0.0.5, or networks such as 10.0.0.0/24, was '{entry}'."));
        }
        return problems.Count == 0 ? options : throw CrmException.Invalid(problems);
    }
}
