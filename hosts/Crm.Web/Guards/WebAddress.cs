using Crm.Web.Demo;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Crm.Web.Guards;

/// <summary>Where people reach this host: what links are made of, and which names it answers to. One per host.</summary>
internal sealed class WebAddress
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    private WebAddress(PublicUrl? publicUrl, bool isDemo) => (PublicUrl, IsDemo) = (publicUrl, isDemo);

    /// <summary>As the configuration says it; null where it says nothing, so that only this machine reaches it.</summary>
    public PublicUrl? PublicUrl { get; }

    /// <summary>Whether it is a demo, in which anybody signs in with one click.</summary>
    public bool IsDemo { get; }

    /// <summary>Whether people reach it by HTTPS only.</summary>
    public bool IsSecure => PublicUrl is { IsSecure: true };

    /// <summary>Reads it.</summary>
    /// <exception cref="CrmException">Invalid: the address. Refused: a demo is for this machine alone (<c>demo-local</c>).</exception>
    public static WebAddress Read(IConfiguration configuration, bool isDemo)
    {
        var publicUrl = PublicUrl.Read(configuration);
        if (isDemo && (publicUrl is not null || configuration.GetSection(ProxyTrust.Key).Exists()))
            throw CrmException.Refused(
                "demo-local",
                $"In a demo anybody signs in with one click, so it is for this machine alone; omit {DemoMode.Switch}, or remove {PublicUrl.Key} and {ProxyTrust.Key}."
            );
        return new WebAddress(publicUrl, isDemo);
    }

    /// <summary>A foreign name that resolves to this machine (DNS rebinding), or that a request makes up, gets no answer.</summary>
    public void Apply(HostFilteringOptions options)
    {
        options.AllowedHosts = PublicUrl is null ? LoopbackNames : [.. LoopbackNames.Append(PublicUrl.Host).Distinct()];
        options.AllowEmptyHosts = false;
        options.IncludeFailureMessage = false;
    }

    /// <summary>The address of a one-time link.</summary>
    /// <param name="token">Its token.</param>
    /// <param name="server">The server, whose own address is taken where the configuration says none.</param>
    public Uri Link(string token, IServer server) => (PublicUrl ?? Own(server)).Link(token);

    private static PublicUrl Own(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address && Uri.TryCreate(address, UriKind.Absolute, out var own)
            ? new PublicUrl(own)
            : PublicUrl.Usual;
}
