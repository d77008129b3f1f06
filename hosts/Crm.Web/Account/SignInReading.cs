using Crm.Web.Guards;

namespace Crm.Web.Account;

/// <summary>Looks up what the sign-in page shows.</summary>
internal sealed class SignInReading(WebAddress address, Listening listening, SystemMail mail)
{
    /// <summary>The page for whoever goes somewhere then.</summary>
    public async Task<SignInModel> OfAsync(string? returnUrl, CancellationToken cancellationToken) =>
        new(ReturnUrl.Local(returnUrl))
        {
            IsDemo = address.IsDemo,
            CanForget = mail.IsConfigured,
            IsFirst = !address.IsDemo && !await listening.HasAccountsAsync(cancellationToken),
        };
}
