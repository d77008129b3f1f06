using Crm.Accounts;
using Crm.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>The page about one's own sign-in, and what can be done there.</summary>
internal sealed class SessionsForm(SessionsReading reading, SignIns signIns, Passwords passwords, SignInForm signIn, IStringLocalizer<Texts> texts)
{
    /// <summary>The page.</summary>
    /// <param name="session">Who is signed in.</param>
    /// <param name="done">What was just done, as the address says it, or null.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async Task<IResult> ShowAsync(WebSession session, string? done, CancellationToken cancellationToken) =>
        Page(await reading.ReadAsync(session, cancellationToken) with { Notice = NoticeOf(done) });

    /// <summary>Ends one session.</summary>
    public static async Task<IResult> EndAsync(WebSession session, HttpContext context, EndSession end, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!Guid.TryParse(form["id"], out var id))
            throw CrmException.Invalid("id", "It must be a session's id.");
        await end.ExecuteAsync(session.Caller, new EndSessionInput(new SessionId(id)), cancellationToken);
        return Results.Redirect("/account/sessions?done=ended");
    }

    /// <summary>Ends all sessions but the browser's own.</summary>
    public static async Task<IResult> EndOthersAsync(WebSession session, EndSessions end, CancellationToken cancellationToken)
    {
        await end.ExecuteAsync(session.Caller, new EndSessionsInput { Except = session.Id }, cancellationToken);
        return Results.Redirect("/account/sessions?done=others");
    }

    /// <summary>Changes the password: all sessions end, and this browser gets a new one.</summary>
    public async Task<IResult> ChangePasswordAsync(WebSession session, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var model = await reading.ReadAsync(session, cancellationToken);
        if (await passwords.CheckAsync(model.Address, form["current"].ToString(), cancellationToken) is null)
            return Page(model with { CurrentProblem = texts["It is wrong, or five wrong ones were given in the last quarter of an hour."] });
        var (hash, whyNot) = await passwords.MakeAsync(form["password"].ToString(), form["repeated"].ToString(), model.Address);
        if (hash is null)
            return Page(model with { PasswordProblem = whyNot });
        await signIns.ChangePasswordAsync(session.Account, hash, cancellationToken);
        return await signIn.StartAsync(
            context,
            session.Account,
            session.Caller.Tenant,
            session.HasOthers,
            "/account/sessions?done=password",
            cancellationToken
        );
    }

    private static RazorComponentResult<SessionsPage> Page(SessionsModel model) =>
        AccountPages.Of<SessionsPage>(
            new { Model = model },
            model is { CurrentProblem: null, PasswordProblem: null } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    private string? NoticeOf(string? done) =>
        done switch
        {
            "ended" => texts["The device is signed out."].Value,
            "others" => texts["You are signed out everywhere else."].Value,
            "password" => texts["The password is changed. You are signed out everywhere else."].Value,
            _ => null,
        };
}
