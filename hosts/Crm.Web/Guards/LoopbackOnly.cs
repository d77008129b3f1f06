using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crm.Web.Guards;

/// <summary>Keeps a host that has no sign-in to this machine.</summary>
internal static class LoopbackOnly
{
    /// <summary>Refuses every endpoint that others could reach, wherever it was configured, before it is bound.</summary>
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint => Require(endpoint.EndPoint));
    }

    /// <summary>A foreign name that resolves to this machine (DNS rebinding) gets no answer.</summary>
    public static void Apply(HostFilteringOptions options)
    {
        options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
        options.AllowEmptyHosts = false;
        options.IncludeFailureMessage = false;
    }

    /// <exception cref="CrmException">Refused: the endpoint is not on loopback.</exception>
    internal static void Require(EndPoint endpoint)
    {
        if (endpoint is not IPEndPoint { Address: { } address } || !IPAddress.IsLoopback(address))
            throw CrmException.Refused(
                "loopback-only",
                $"The web host has no sign-in yet and would show all data to anybody who can reach it; it listens on localhost, 127.0.0.1 or [::1] only, not on {endpoint}. Change ASPNETCORE_URLS or --urls."
            );
    }
}
