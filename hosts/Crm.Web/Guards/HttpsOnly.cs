using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Web.Guards;

/// <summary>Where people reach the host by HTTPS, an unencrypted request is redirected there, or refused where it carries something. Health checks are answered: who probes stands beside the host.</summary>
internal sealed class HttpsOnly(RequestDelegate next, WebAddress address, IProblemDetailsService problems)
{
    /// <summary>Sends the request on, or away.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!address.IsSecure || request.IsHttps || request.Path.StartsWithSegments("/health"))
        {
            await next(context);
            return;
        }
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            context.Response.Redirect(SecureAddressOf(request), permanent: true, preserveMethod: true);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await problems.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails = new ProblemDetails { Status = StatusCodes.Status400BadRequest, Detail = "Send it by HTTPS." },
            }
        );
    }

    /// <summary>Put together, never resolved against the host's address: resolved, a path that begins with two slashes is the address of another host.</summary>
    private string SecureAddressOf(HttpRequest request)
    {
        var own = address.PublicUrl!.Address;
        return UriHelper.BuildAbsolute(own.Scheme, HostString.FromUriComponent(own), request.PathBase, request.Path, request.QueryString);
    }
}
