namespace Crm.Web.Guards;

/// <summary>Says to the browser what a page may do: no script, nothing from elsewhere, in nobody's frame, kept nowhere.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets the headers as the response starts, so that an error page has them too.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                if (headers.CacheControl.Count == 0)
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            context.Response
        );
        return next(context);
    }
}
