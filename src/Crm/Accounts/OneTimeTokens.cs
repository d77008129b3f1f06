using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Accounts;

/// <summary>Issues one-time links: the token is returned only once, and only its hash is stored.</summary>
internal static class OneTimeTokens
{
    /// <summary>How long an invitation may be used.</summary>
    public static readonly TimeSpan InvitationTime = TimeSpan.FromDays(7);

    /// <summary>How long a link that an administrator hands over may set a password.</summary>
    public static readonly TimeSpan HandedOverTime = TimeSpan.FromDays(1);

    /// <summary>How long a link that was asked for by mail may set a password.</summary>
    public static readonly TimeSpan MailedTime = TimeSpan.FromHours(1);

    /// <summary>Nobody's mailbox is filled by whoever knows the address.</summary>
    public static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(1);

    private const int TokenBytes = 32;

    /// <summary>The hash by which a token is kept and found.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Wants a new link for a member written. What was issued to the member for the same purpose before is void.</summary>
    public static async Task<IssuedLink> IssueAsync(Work work, MemberId member, LinkPurpose purpose, TimeSpan lasts)
    {
        foreach (var former in await work.Stores.Tenancy.GetLinksAsync(member, work.Cancellation))
            if (former.Purpose == purpose && former.UsedAt is null)
                work.Changes.Delete(former);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var link = new OneTimeLink
        {
            Tenant = work.Tenant,
            TokenHash = HashOf(token),
            Member = member,
            Purpose = purpose,
            IssuedBy = work.Actor,
            IssuedAt = work.Now,
            ExpiresAt = work.Now + lasts,
            Revision = 1,
        };
        work.Changes.Insert(link);
        work.Audit($"member:{member}", null, new { link = purpose, expiresAt = link.ExpiresAt });
        return new IssuedLink(member, token, link.ExpiresAt);
    }

    /// <summary>Whether a link may be used at a moment.</summary>
    public static bool IsOpen(OneTimeLink link, DateTimeOffset now) => link.UsedAt is null && link.ExpiresAt > now;
}
