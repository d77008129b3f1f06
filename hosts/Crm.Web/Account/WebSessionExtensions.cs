using System.Security.Claims;

namespace Crm.Web.Account;

/// <summary>Who is signed in.</summary>
internal static class WebSessionExtensions
{
    /// <summary>Who is signed in, or null.</summary>
    public static WebSession? FindSession(this ClaimsPrincipal user) => WebSession.Find(user);
}
