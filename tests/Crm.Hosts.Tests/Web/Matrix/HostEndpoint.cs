using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>An endpoint of the web host, from the host's own list, so that a new one is covered.</summary>
/// <param name="Name">Method and address, such as <c>GET /records/{Type}</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">An address that it answers, with made-up values.</param>
/// <param name="IsOpen">Whether it is for those who are not signed in, too.</param>
internal sealed partial record HostEndpoint(string Name, HttpMethod Method, string Path, bool IsOpen)
{
    /// <summary>Whether it belongs to circuits.</summary>
    public bool IsCircuit => Path.StartsWith("/_blazor", StringComparison.Ordinal);

    /// <summary>All but style sheets, scripts and icons, which are the same for everybody.</summary>
    public static IReadOnlyList<HostEndpoint> Of(WebApplication app) =>
        [
            .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            let text = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            select new HostEndpoint(
                $"{method} {Mark().Replace(text, "")}",
                new HttpMethod(method),
                PathOf(endpoint.RoutePattern),
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ),
        ];

    private static string PathOf(RoutePattern pattern) =>
        "/"
        + string.Join(
            '/',
            pattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }, ..] } => "01990000-0000-7000-8000-000000000000",
                            _ => "contact",
                        }
                    )
                )
            )
        );

    [GeneratedRegex("/[0-9a-f]{12}(?=/)")]
    private static partial Regex Mark();
}
