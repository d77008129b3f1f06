using Crm.Components;
using Crm.Web.Demo;
using Crm.Web.Guards;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>Where people sign in and out, use their links and see their sessions. All other addresses are for those who are signed in.</summary>
internal static class AccountRoutes
{
    /// <summary>Adds what these pages need.</summary>
    public static void AddAccounts(this IServiceCollection services, WebAddress address)
    {
        services.AddHttpContextAccessor();
        services.AddSignInCookies(address);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            SignInCookies.Bake(options.Cookie, "crm-form", address);
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddIdentityCore<WebUser>().AddUserStore<WebUserStore>().AddSignInManager();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        // An account's address is checked by the engine; the rule for passwords is ours.
        foreach (
            var theirs in services
                .Where(service => service.ServiceType == typeof(IUserValidator<WebUser>) || service.ServiceType == typeof(IPasswordValidator<WebUser>))
                .ToList()
        )
            services.Remove(theirs);
        services.AddScoped<IPasswordValidator<WebUser>, PasswordRule>();
        services.AddScoped<Passwords>();
        services.AddSingleton<SignInReading>();
        services.AddScoped<SignInForm>();
        services.AddScoped<LinkForm>();
        services.AddScoped<SessionsReading>();
        services.AddScoped<SessionsForm>();
        services.AddSystemMail();
    }

    /// <summary>Maps them.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes, WebAddress address)
    {
        var doors = routes.MapGroup("").AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        doors.MapGet(
            "/sign-in",
            async (HttpContext context, SignInForm form, CancellationToken cancellationToken) =>
                WebSession.Find(context.User) is null
                    ? await form.ShowAsync(context.Request.Query["returnUrl"], cancellationToken)
                    : Results.Redirect(ReturnUrl.Local(context.Request.Query["returnUrl"]))
        );
        doors.MapPost("/sign-in", (HttpContext context, SignInForm form, CancellationToken cancellationToken) => form.TakeAsync(context, cancellationToken));
        doors.MapGet(
            "/sign-in/tenant",
            (HttpContext context, SignInForm form, CancellationToken cancellationToken) => form.ShowTenantsAsync(context, cancellationToken)
        );
        doors.MapPost(
            "/sign-in/tenant",
            (HttpContext context, SignInForm form, CancellationToken cancellationToken) => form.TakeTenantAsync(context, cancellationToken)
        );
        doors.MapGet("/sign-in/forgot", (SystemMail mail) => AccountPages.Of<ForgotPage>(new { CanForget = mail.IsConfigured }));
        doors.MapPost("/sign-in/forgot", SystemMailQueue.TakeAsync);
        doors.MapGet("/link/{token}", (string token, LinkForm form, CancellationToken cancellationToken) => form.ShowAsync(token, cancellationToken));
        doors.MapPost(
            "/link/{token}",
            (string token, HttpContext context, LinkForm form, CancellationToken cancellationToken) => form.TakeAsync(token, context, cancellationToken)
        );
        if (address.IsDemo)
            doors.MapPost("/sign-in/demo", DemoSignIn.TakeAsync);
        doors.MapGet(
            "/sign-in/out",
            // The page forgets what was typed: a link to it must not, while somebody is signed in.
            (HttpContext context, IStringLocalizer<Texts> texts) =>
                WebSession.Find(context.User) is not null
                    ? Results.Redirect("/")
                    : AccountPages.Of<WordPage>(
                        new
                        {
                            Title = texts["You are signed out"].Value,
                            Lines = new[] { texts["This browser is signed out."].Value },
                            IsSignedOut = true,
                        }
                    )
        );
        routes.MapPost(
            "/sign-out",
            async (HttpContext context) =>
            {
                await SignInCookies.SignOutAsync(context);
                return Results.Redirect("/sign-in/out");
            }
        );
        MapOwn(routes.MapGroup("/account"));
    }

    private static void MapOwn(RouteGroupBuilder own)
    {
        own.MapGet(
            "/sessions",
            (WebSession session, HttpRequest request, SessionsForm form, CancellationToken cancellationToken) =>
                form.ShowAsync(session, request.Query["done"], cancellationToken)
        );
        own.MapPost("/sessions/end", SessionsForm.EndAsync);
        own.MapPost("/sessions/end-others", SessionsForm.EndOthersAsync);
        own.MapPost(
                "/password",
                (WebSession session, HttpContext context, SessionsForm form, CancellationToken cancellationToken) =>
                    form.ChangePasswordAsync(session, context, cancellationToken)
            )
            .RequireRateLimiting(RateLimits.SignIn);
    }
}
