using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Crm.Web.Account;
using Microsoft.AspNetCore.RateLimiting;

namespace Crm.Web.Guards;

/// <summary>How much one sender may ask for (<c>Crm:Limits</c>).</summary>
internal sealed record LimitOptions
{
    /// <summary>Attempts to sign in, to use a link or to get one, from one address.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Requests that change something, of one session; of one address where nobody is signed in.</summary>
    [Range(1, 100_000)]
    public int WritesPerMinute { get; init; } = 300;

    /// <summary>Requests that search, of one session.</summary>
    [Range(1, 100_000)]
    public int SearchesPerMinute { get; init; } = 300;

    /// <summary>Files that are exported, by one session.</summary>
    [Range(1, 10_000)]
    public int ExportsPerMinute { get; init; } = 20;

    /// <summary>Pages of one session that are live at the same time.</summary>
    [Range(1, 10_000)]
    public int LivePages { get; init; } = 50;
}

/// <summary>Limits what one sender may ask for. Who asks too often is answered 429 and told when to come back.</summary>
internal static class RateLimits
{
    /// <summary>The policy of everything that takes a password or a token.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy of what reads a whole list.</summary>
    public const string Export = "export";

    /// <summary>The fields of addresses that hold a text to look for.</summary>
    private static readonly string[] SearchFields = ["q", "search"];

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limits.</summary>
    public static void AddLimits(this IServiceCollection services, LimitOptions limits) =>
        services
            .AddSingleton(limits)
            .AddSingleton<OpenPages>()
            .AddRateLimiter(options =>
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
                options.AddPolicy(Export, context => Window($"exports {Person(context)}", limits.ExportsPerMinute));
                options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                    !OwnForms.IsRead(context.Request.Method) ? Window($"writes {Person(context)}", limits.WritesPerMinute)
                    : IsSearch(context.Request.Query) ? Window($"searches {Person(context)}", limits.SearchesPerMinute)
                    : Free
                );
            });

    /// <summary>Whether a text is looked for, on whatever page.</summary>
    private static bool IsSearch(IQueryCollection query) => SearchFields.Any(field => !string.IsNullOrWhiteSpace(query[field]));

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

    private static string Person(HttpContext context) => WebSession.Find(context.User) is { } session ? $"session {session.Id}" : Sender(context);

    /// <summary>A network of IPv6 is one sender: whoever has one address there has all of them.</summary>
    private static string Sender(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
