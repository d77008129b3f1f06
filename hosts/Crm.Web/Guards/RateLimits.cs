using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Crm.Web.Account;
using Microsoft.AspNetCore.RateLimiting;

namespace Crm.Web.Guards;

/// <summary>How much is taken from one sender in a minute (<c>Crm:Limits</c>).</summary>
internal sealed record LimitOptions
{
    /// <summary>Attempts to sign in, to use a link or to get one, from one address.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Requests that change something, of one session; of one address where nobody is signed in.</summary>
    [Range(1, 100_000)]
    public int WritesPerMinute { get; init; } = 300;
}

/// <summary>Limits what one sender may ask for. Who asks too often is answered 429 and told when to come back.</summary>
internal static class RateLimits
{
    /// <summary>The policy of everything that takes a password or a token.</summary>
    public const string SignIn = "sign-in";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limits.</summary>
    public static void AddLimits(this IServiceCollection services, LimitOptions limits) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (context, _) =>
            {
                var after = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
                context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)after.TotalSeconds)
                    .ToString(System.Globalization.CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(
                SignIn,
                context => OwnForms.IsRead(context.Request.Method) ? Free : Window($"sign-in {Sender(context)}", limits.SignInsPerMinute)
            );
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                OwnForms.IsRead(context.Request.Method)
                    ? Free
                    : Window(context.User.FindSession() is { } session ? $"session {session.Id}" : $"writes {Sender(context)}", limits.WritesPerMinute)
            );
        });

    private static RateLimitPartition<string> Free => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Window(string key, int most) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            key,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = most,
                Window = Minute,
                SegmentsPerWindow = 6,
            }
        );

    /// <summary>A network of IPv6 is one sender: whoever has one address there has all of them.</summary>
    private static string Sender(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
