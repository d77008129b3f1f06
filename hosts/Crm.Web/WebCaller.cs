using System.Security.Claims;
using Crm.Accounts;
using Crm.Components;
using Crm.Kernel;
using Crm.Web.Account;
using Microsoft.AspNetCore.Components.Authorization;

namespace Crm.Web;

/// <summary>Who uses the pages: the member who is signed in, for a request and for a circuit, which lives on when the session has ended and then acts for nobody.</summary>
internal sealed class WebCaller(IHttpContextAccessor context, AuthenticationStateProvider authentication, SignIns signIns) : ICallerProvider
{
    /// <inheritdoc/>
    public async ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken)
    {
        // A request was looked at when it came in; a circuit is asked each time.
        if (context.HttpContext is { WebSockets.IsWebSocketRequest: false } request)
            return (WebSession.Find(request.User) ?? throw SignedOut()).Caller;
        var session = WebSession.Find(await UserAsync()) ?? throw SignedOut();
        return await FindLiveAsync(session, cancellationToken) is not null ? session.Caller : throw SignedOut();
    }

    /// <summary>What a person does keeps the session; a page that updates itself does not.</summary>
    private Task<LiveSession?> FindLiveAsync(WebSession session, CancellationToken cancellationToken) =>
        LiveRefresh.IsRunning
            ? signIns.FindLiveAsync(session.Caller.Tenant, session.Id, cancellationToken)
            : signIns.UseAsync(session.Caller.Tenant, session.Id, cancellationToken);

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    private static CrmException SignedOut() => CrmException.Forbidden("signed-in", "Nobody is signed in any more; sign in again.");
}
