using System.Globalization;
using System.Security.Claims;
using Crm.Accounts;
using Crm.Web.Guards;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Crm.Web.Account;

/// <summary>The cookie of who is signed in, and the short one of who has given the password and has yet to choose a tenant.</summary>
internal static class SignInCookies
{
    /// <summary>The scheme of who is signed in.</summary>
    public static readonly string Scheme = IdentityConstants.ApplicationScheme;

    private const string ChoiceScheme = "crm-choice";
    private const string RevisionClaim = "crm:revision";

    /// <summary>A cookie's name. By HTTPS the browser itself sees that it is of this host alone and encrypted (RFC 6265bis §4.1.3.2); on this machine without HTTPS it cannot.</summary>
    public static string NameOf(string cookie, WebAddress address) => address.IsSecure ? $"__Host-{cookie}" : cookie;

    /// <summary>Adds them.</summary>
    public static void AddSignInCookies(this IServiceCollection services, WebAddress address)
    {
        services
            .AddAuthentication(Scheme)
            .AddCookie(
                Scheme,
                options =>
                {
                    Bake(options.Cookie, "crm", address);
                    // The engine knows when a session is over; the cookie ends with the browser.
                    options.ExpireTimeSpan = TimeSpan.FromDays(30);
                    options.SlidingExpiration = false;
                    options.LoginPath = "/sign-in";
                    options.ReturnUrlParameter = "returnUrl";
                    options.Events.OnValidatePrincipal = ValidateAsync;
                    options.Events.OnRedirectToLogin = context => AskToSignIn(context.HttpContext, context.Response);
                    options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
                }
            )
            .AddCookie(
                ChoiceScheme,
                options =>
                {
                    Bake(options.Cookie, "crm-choice", address);
                    options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
                    options.SlidingExpiration = false;
                }
            );
    }

    /// <summary>How every cookie of ours is made.</summary>
    public static void Bake(CookieBuilder cookie, string name, WebAddress address)
    {
        cookie.Name = NameOf(name, address);
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    /// <summary>Signs in. A session that the browser had before ends.</summary>
    public static async Task SignInAsync(HttpContext context, StartedSession started, bool hasOthers)
    {
        await EndCurrentAsync(context);
        await context.SignOutAsync(ChoiceScheme);
        await context.SignInAsync(Scheme, WebSession.PrincipalOf(started, hasOthers, Scheme));
    }

    /// <summary>Signs out.</summary>
    public static async Task SignOutAsync(HttpContext context)
    {
        await EndCurrentAsync(context);
        await context.SignOutAsync(Scheme);
    }

    /// <summary>Remembers for ten minutes who has given the password.</summary>
    public static Task RememberAsync(HttpContext context, Accounts.Account account)
    {
        Claim[] claims = [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(RevisionClaim, account.Revision.ToString(CultureInfo.InvariantCulture))];
        return context.SignInAsync(ChoiceScheme, new ClaimsPrincipal(new ClaimsIdentity(claims, ChoiceScheme)));
    }

    /// <summary>Who has given the password, and at which revision of the account; null where nobody has.</summary>
    public static async Task<(AccountId Account, int Revision)?> FindRememberedAsync(HttpContext context) =>
        await context.AuthenticateAsync(ChoiceScheme) is { Succeeded: true, Principal: { } who }
        && Guid.TryParse(who.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && int.TryParse(who.FindFirstValue(RevisionClaim), CultureInfo.InvariantCulture, out var revision)
            ? (new AccountId(id), revision)
            : null;

    private static async Task EndCurrentAsync(HttpContext context)
    {
        if (WebSession.Find(context.User) is not { } session)
            return;
        try
        {
            await context
                .RequestServices.GetRequiredService<EndSession>()
                .ExecuteAsync(session.Caller, new EndSessionInput(session.Id), context.RequestAborted);
        }
        catch (CrmException exception) when (exception.Error is CrmError.NotFound or CrmError.Forbidden)
        {
            // It ended meanwhile, or the member may act no more: nothing is left to end.
        }
    }

    /// <summary>Checks on every request that the session is still live, so that ending it takes effect immediately.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var request = context.HttpContext.Request;
        if (request.Path.StartsWithSegments("/_content") || request.Path.StartsWithSegments("/_framework") || request.Path.StartsWithSegments("/health"))
        {
            // Nobody needs to be anybody for these.
            context.RejectPrincipal();
            return;
        }
        if (context.Principal is { } principal && WebSession.Find(principal) is { } session && await FindLiveAsync(context.HttpContext, session) is { } live)
        {
            MemberLanguage.Keep(context.HttpContext, live.Language);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>Looks up the session. A page that reconnects automatically does not count as activity, so it does not keep the session alive.</summary>
    private static Task<LiveSession?> FindLiveAsync(HttpContext context, WebSession session)
    {
        var signIns = context.RequestServices.GetRequiredService<SignIns>();
        return context.Request.Path.StartsWithSegments("/_blazor")
            ? signIns.FindLiveAsync(session.Caller.Tenant, session.Id, context.RequestAborted)
            : signIns.UseAsync(session.Caller.Tenant, session.Id, context.RequestAborted);
    }

    private static Task AskToSignIn(HttpContext context, HttpResponse response)
    {
        var request = context.Request;
        var isPage = request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (request.Path.StartsWithSegments("/api") || !isPage)
            return Answer(response, StatusCodes.Status401Unauthorized);
        var back = HttpMethods.IsGet(request.Method) ? $"{request.PathBase}{request.Path}{request.QueryString}" : PageOf(request);
        response.Redirect(ReturnUrl.SignInThen(back));
        return Task.CompletedTask;
    }

    /// <summary>The page whose form was sent: the browser has what was typed there, and fills it in again.</summary>
    private static string PageOf(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } page
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? page.PathAndQuery
            : "/";

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
