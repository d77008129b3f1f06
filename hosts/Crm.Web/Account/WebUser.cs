namespace Crm.Web.Account;

/// <summary>An account as ASP.NET Core Identity works with it.</summary>
/// <param name="account">The account; replaced where its password gets a new hash.</param>
internal sealed class WebUser(Accounts.Account account)
{
    /// <summary>The account.</summary>
    public Accounts.Account Account { get; set; } = account;
}
