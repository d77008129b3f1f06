using Crm.Accounts;
using Crm.Components;
using Crm.Records;
using Crm.Stores;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>Takes the sign-in page's form, and that of the page where an organization is chosen.</summary>
internal sealed class SignInForm(SignIns signIns, Passwords passwords, ISystemStore store, SignInReading page, IStringLocalizer<Texts> texts)
{
    /// <summary>The page.</summary>
    public async Task<IResult> ShowAsync(string? returnUrl, CancellationToken cancellationToken) =>
        AccountPages.Of<SignInPage>(new { Model = await page.OfAsync(returnUrl, cancellationToken) });

    /// <summary>Checks address and password, and signs in or asks which organization.</summary>
    public async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (typed, back) = (form["address"].ToString(), form["returnUrl"].ToString());
        if (await passwords.CheckAsync(typed, form["password"].ToString(), cancellationToken) is not { } account)
            return await RefuseAsync(
                back,
                typed.Length <= 254 ? typed : null,
                texts["The address or the password is wrong. After five wrong passwords an account takes none for a quarter of an hour."],
                cancellationToken
            );
        return await EnterAsync(context, account, back, cancellationToken);
    }

    /// <summary>Signs in whoever has given the password: in the only organization, or where the person chooses.</summary>
    public async Task<IResult> EnterAsync(HttpContext context, AccountId account, string? returnUrl, CancellationToken cancellationToken)
    {
        var memberships = await signIns.GetMembershipsAsync(account, cancellationToken);
        if (memberships.Count == 0)
            return await RefuseAsync(
                returnUrl,
                null,
                texts["Your account has no access to an organization any more. Ask an administrator to invite you."],
                cancellationToken
            );
        if (memberships is [var only])
            return await StartAsync(context, account, only.Tenant, hasOthers: false, returnUrl, cancellationToken);
        await using var unit = await store.BeginAsync(cancellationToken);
        await SignInCookies.RememberAsync(context, (await unit.Accounts.FindAsync(account, cancellationToken))!);
        return Results.Redirect($"/sign-in/tenant?returnUrl={Uri.EscapeDataString(ReturnUrl.Local(returnUrl))}");
    }

    /// <summary>The page where an organization is chosen, for whoever has just given the password or is signed in.</summary>
    public async Task<IResult> ShowTenantsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var back = context.Request.Query["returnUrl"].ToString();
        if (await KnownAsync(context, cancellationToken) is not { } account)
            return Results.Redirect(ReturnUrl.SignInThen(back));
        var memberships = await signIns.GetMembershipsAsync(account, cancellationToken);
        var current = WebSession.Find(context.User)?.Caller.Tenant;
        return AccountPages.Of<TenantPage>(
            new
            {
                Memberships = memberships,
                Current = current,
                ReturnTo = ReturnUrl.Local(back),
            }
        );
    }

    /// <summary>Signs in where the person chose.</summary>
    public async Task<IResult> TakeTenantAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = form["returnUrl"].ToString();
        if (await KnownAsync(context, cancellationToken) is not { } account)
            return Results.Redirect(ReturnUrl.SignInThen(back));
        var memberships = await signIns.GetMembershipsAsync(account, cancellationToken);
        return Guid.TryParse(form["tenant"], out var tenant) && memberships.FirstOrDefault(one => one.Tenant == new TenantId(tenant)) is { } chosen
            ? await StartAsync(context, account, chosen.Tenant, memberships.Count > 1, back, cancellationToken)
            : throw CrmException.NotFound("organization", null);
    }

    /// <summary>Starts a session and redirects to the page that was asked for.</summary>
    public async Task<IResult> StartAsync(
        HttpContext context,
        AccountId account,
        TenantId tenant,
        bool hasOthers,
        string? returnUrl,
        CancellationToken cancellationToken
    )
    {
        var started = await signIns.StartAsync(account, tenant, Device.Of(context.Request), cancellationToken);
        await SignInCookies.SignInAsync(context, started, hasOthers);
        return Results.Redirect(ReturnUrl.Local(returnUrl));
    }

    /// <summary>Whether an account has members of several organizations.</summary>
    public async Task<bool> HasOthersAsync(AccountId account, CancellationToken cancellationToken) =>
        (await signIns.GetMembershipsAsync(account, cancellationToken)).Count > 1;

    private async Task<IResult> RefuseAsync(string? returnUrl, string? typed, string why, CancellationToken cancellationToken) =>
        AccountPages.Of<SignInPage>(
            new { Model = await page.OfAsync(returnUrl, cancellationToken) with { Address = typed, Problem = why } },
            StatusCodes.Status401Unauthorized
        );

    /// <summary>Who chooses: the password that was given is still the account's.</summary>
    private async Task<AccountId?> KnownAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (WebSession.Find(context.User) is { } session)
            return session.Account;
        if (await SignInCookies.FindRememberedAsync(context) is not { } remembered)
            return null;
        await using var unit = await store.BeginAsync(cancellationToken);
        var account = await unit.Accounts.FindAsync(remembered.Account, cancellationToken);
        return account?.Revision == remembered.Revision ? account.Id : null;
    }
}
