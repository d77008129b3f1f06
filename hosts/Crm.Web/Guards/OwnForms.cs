using Crm.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Guards;

/// <summary>
/// Takes what changes something from our own pages only: the request must not come from another site, and must carry the token of one of our forms (a field, or the header <c>RequestVerificationToken</c>).
/// It holds for every endpoint but those that say otherwise (<see cref="IAntiforgeryMetadata"/>), whose origin is looked at all the same.
/// </summary>
internal sealed class OwnForms(
    RequestDelegate next,
    WebAddress address,
    IAntiforgery antiforgery,
    IProblemDetailsService problems,
    IStringLocalizer<Texts> texts
)
{
    /// <summary>Lets the request pass, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var isRead = IsRead(context.Request.Method);
        if ((isRead && !IsUpgrade(context)) || context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }
        if (!IsOwn(context.Request))
        {
            await RefuseAsync(context, texts["It comes from another site."]);
            return;
        }
        // A circuit starts with a POST that no form sends, so it has no token; its origin was checked above.
        var needsToken =
            !isRead
            && !context.Request.Path.StartsWithSegments("/_blazor")
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false };
        if (needsToken && !await antiforgery.IsRequestValidAsync(context))
        {
            await RefuseAsync(
                context,
                texts[
                    "The form is out of date: somebody signed in or out meanwhile, or the browser blocks cookies. Go back, load the page again, and send it once more."
                ]
            );
            return;
        }
        await next(context);
    }

    /// <summary>Whether it asks for a web socket: a circuit begins with a GET. The middleware that knows web sockets runs within the endpoint, later than this.</summary>
    private static bool IsUpgrade(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <summary>Whether a method changes nothing.</summary>
    public static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    /// <summary>A browser says where a request comes from. What is no browser says nothing, and has no cookies of ours that it did not fetch itself.</summary>
    private bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;
        var origin = request.Headers.Origin.ToString();
        // A page that tells nobody where it leads from has an origin that is not told either; the browser's word about the site is.
        if (origin is "" or "null")
            return origin.Length == 0 || site == "same-origin";
        var own = $"{request.Scheme}://{request.Host}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            || (address.PublicUrl is { } known && string.Equals(origin, known.Address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }

    private async Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await problems.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails = new ProblemDetails { Status = StatusCodes.Status400BadRequest, Detail = why },
            }
        );
    }
}
