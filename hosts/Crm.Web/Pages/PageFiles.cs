using System.Security.Cryptography;

namespace Crm.Web.Pages;

/// <summary>The style sheet and the icon. They lie in the assembly, so that no working folder matters, and are addressed by their content, so that browsers may keep them for good.</summary>
internal static class PageFiles
{
    private static readonly byte[] Style = [.. Read("crm.css"), .. Read("account.css")];
    private static readonly byte[] Icon = Read("icon.svg");

    /// <summary>Address of the style sheet.</summary>
    public static string StylePath { get; } = $"/assets/{Mark(Style)}/crm.css";

    /// <summary>Address of the icon.</summary>
    public static string IconPath { get; } = $"/assets/{Mark(Icon)}/icon.svg";

    /// <summary>Serves both.</summary>
    public static void MapPageFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(StylePath, (HttpResponse response) => Serve(response, Style, "text/css; charset=utf-8")).AllowAnonymous();
        routes.MapGet(IconPath, (HttpResponse response) => Serve(response, Icon, "image/svg+xml")).AllowAnonymous();
    }

    private static IResult Serve(HttpResponse response, byte[] content, string type)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, type);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"Crm.Web.{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Mark(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];
}
