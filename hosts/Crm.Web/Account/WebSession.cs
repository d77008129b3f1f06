using System.Security.Claims;
using Crm.Accounts;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Web.Account;

/// <summary>Who is signed in, as the cookie says it. An endpoint takes it as a parameter.</summary>
/// <param name="Id">The session.</param>
/// <param name="Account">The account.</param>
/// <param name="Caller">As whom use cases are called: the member, for the tenant that was chosen.</param>
/// <param name="Name">The member's name, as it was at sign-in.</param>
/// <param name="TenantName">The tenant's name, as it was at sign-in.</param>
internal sealed record WebSession(SessionId Id, AccountId Account, Caller Caller, string Name, string TenantName)
{
    private const string SessionClaim = "crm:session";
    private const string TenantClaim = "crm:tenant";
    private const string TenantNameClaim = "crm:tenant-name";
    private const string MemberClaim = "crm:member";
    private const string OthersClaim = "crm:others";

    /// <summary>Whether the account has members of other tenants too.</summary>
    public bool HasOthers { get; init; }

    /// <summary>The member.</summary>
    public MemberId Member => ((Actor.OfMember)Caller.Actor).Id;

    /// <summary>What the cookie holds.</summary>
    /// <param name="started">The session.</param>
    /// <param name="hasOthers">Whether the account has members of other tenants too.</param>
    /// <param name="scheme">The scheme of authentication.</param>
    public static ClaimsPrincipal PrincipalOf(StartedSession started, bool hasOthers, string scheme)
    {
        var membership = started.Membership;
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, started.Account.ToString()),
            new(ClaimTypes.Name, membership.MemberName),
            new(SessionClaim, started.Id.ToString()),
            new(TenantClaim, membership.Tenant.ToString()),
            new(TenantNameClaim, membership.TenantName),
            new(MemberClaim, membership.Member.ToString()),
            new(OthersClaim, hasOthers ? "yes" : "no"),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Reads what the cookie holds; null where nobody is signed in.</summary>
    public static WebSession? Find(ClaimsPrincipal user)
    {
        if (
            !Guid.TryParse(user.FindFirstValue(SessionClaim), out var session)
            || !Guid.TryParse(user.FindFirstValue(TenantClaim), out var tenant)
            || !Guid.TryParse(user.FindFirstValue(MemberClaim), out var member)
            || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
        )
            return null;
        return new WebSession(
            new SessionId(session),
            new AccountId(account),
            new Caller(new TenantId(tenant), Actor.Member(new MemberId(member))),
            user.FindFirstValue(ClaimTypes.Name) ?? "",
            user.FindFirstValue(TenantNameClaim) ?? ""
        )
        {
            HasOthers = user.FindFirstValue(OthersClaim) == "yes",
        };
    }

    /// <summary>Gives it to an endpoint. Without one, the endpoint was reached by nobody who is signed in, which the policy of all endpoints forbids.</summary>
    public static ValueTask<WebSession> BindAsync(HttpContext context) => new(Find(context.User) ?? throw CrmException.Forbidden("sign-in", "Sign in first."));
}
