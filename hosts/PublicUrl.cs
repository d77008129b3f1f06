using System.Net;
using Microsoft.Extensions.Configuration;

namespace Crm;

/// <summary>Where people reach the web host, as <c>Crm:PublicUrl</c> says. Links are made of it, never of what a request says.</summary>
/// <param name="Address">Scheme, host and port; no path.</param>
internal sealed record PublicUrl(Uri Address)
{
    /// <summary>The setting's key.</summary>
    public const string Key = "Crm:PublicUrl";

    /// <summary>Where the web host listens by itself.</summary>
    public static PublicUrl Usual { get; } = new(new Uri("http://localhost:5000"));

    /// <summary>Whether people reach it by HTTPS.</summary>
    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => Address.IsLoopback;

    /// <summary>The setting, or null where there is none.</summary>
    /// <exception cref="CrmException">Invalid: it is not the address of a host, or passwords would be sent unencrypted.</exception>
    public static PublicUrl? Read(IConfiguration configuration)
    {
        if (configuration[Key] is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        if (
            !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.PathAndQuery != "/"
            || address.UserInfo.Length > 0
            || address.Fragment.Length > 0
        )
            throw CrmException.Invalid(Key, $"It must be an address without a path, such as https://crm.example.com, was '{text}'.");
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            throw CrmException.Invalid(Key, $"It must begin with https:// where others than this machine sign in, was '{text}'.");
        return new PublicUrl(address);
    }

    /// <summary>The one-time link of a token.</summary>
    public Uri Link(string token) => new(Address, $"/link/{token}");

    /// <summary>The host's name as a request says it.</summary>
    public string Host =>
        IPAddress.TryParse(Address.Host.Trim('[', ']'), out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"[{address}]"
            : Address.IdnHost;
}
