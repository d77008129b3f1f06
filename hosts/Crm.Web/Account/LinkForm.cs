using Crm.Accounts;
using Crm.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>Takes the form of a one-time link. Looking at it uses it up no more than a mail server's scan does.</summary>
internal sealed class LinkForm(SignInLinks links, Passwords passwords, SignInForm signIn, IStringLocalizer<Texts> texts)
{
    /// <summary>The page.</summary>
    public async Task<IResult> ShowAsync(string token, CancellationToken cancellationToken) =>
        await links.FindAsync(token, cancellationToken) is { } link ? (IResult)Page(new LinkModel(token, link)) : Void();

    /// <summary>Sets the password, or accepts with the one that the address has, and signs in.</summary>
    public async Task<IResult> TakeAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (await links.FindAsync(token, cancellationToken) is not { } link)
            return Void();
        var model = new LinkModel(token, link) { Address = form["address"].ToString() };
        try
        {
            var redeemed = link.HasAccount
                ? await AcceptAsync(model, form["password"].ToString(), cancellationToken)
                : await SetAsync(model, form, cancellationToken);
            return redeemed.Redeemed is { } done ? await EnterAsync(context, done, cancellationToken) : Page(model with { PasswordProblem = redeemed.WhyNot });
        }
        catch (CrmException exception) when (exception.Error is CrmError.NotFound or CrmError.Invalid or CrmError.Refused)
        {
            return exception.Error switch
            {
                CrmError.Invalid => Page(model with { AddressProblem = texts["It must be one address such as {0}.", "ada@example.com"] }),
                CrmError.Refused { Code: "email-taken" } => Page(model with { AddressProblem = texts["Another member has this address."] }),
                CrmError.Refused refused => Page(model with { Problem = WhyNot(refused) }),
                _ => Void(),
            };
        }
    }

    private async Task<(RedeemedLink? Redeemed, string? WhyNot)> AcceptAsync(LinkModel model, string password, CancellationToken cancellationToken) =>
        await passwords.CheckAsync(model.Link.Address!, password, cancellationToken) is { } account
            ? (await links.AcceptAsync(model.Token, account, cancellationToken), null)
            : (null, texts["The password is wrong, or five wrong ones were given in the last quarter of an hour."]);

    private async Task<(RedeemedLink? Redeemed, string? WhyNot)> SetAsync(LinkModel model, IFormCollection form, CancellationToken cancellationToken)
    {
        var address = model.Link.Address ?? model.Address;
        var (hash, whyNot) = await passwords.MakeAsync(form["password"].ToString(), form["repeated"].ToString(), address);
        return hash is null
            ? (null, whyNot)
            : (await links.RedeemAsync(model.Token, hash, model.Link.Address is null ? model.Address : null, cancellationToken), null);
    }

    private async Task<IResult> EnterAsync(HttpContext context, RedeemedLink done, CancellationToken cancellationToken) =>
        await signIn.StartAsync(
            context,
            done.Account,
            done.Tenant,
            hasOthers: await signIn.HasOthersAsync(done.Account, cancellationToken),
            "/",
            cancellationToken
        );

    private static RazorComponentResult<LinkPage> Page(LinkModel model) =>
        AccountPages.Of<LinkPage>(
            new { Model = model },
            model is { Problem: null, PasswordProblem: null, AddressProblem: null } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    private string WhyNot(CrmError.Refused refused) =>
        refused.Code switch
        {
            "not-active" => texts["The member is not active any more. Ask an administrator."],
            "account-taken" => texts["Another member here signs in with this account already."],
            "other-account" => texts["The invitation is for another address."],
            "account-exists" => texts["The address has an account already. Open the link again, and sign in with its password."],
            "account-shared" => texts[
                "The account is that of members of other organizations too: only its owner can set a new password, by a link that is mailed."
            ],
            _ => refused.Message,
        };

    /// <summary>Unknown, used and expired links look alike.</summary>
    private RazorComponentResult<WordPage> Void() =>
        AccountPages.Word(
            texts["This link is not valid"],
            [texts["It was used already, it has expired, or a newer one was issued. Ask for another one."]],
            StatusCodes.Status404NotFound
        );
}
