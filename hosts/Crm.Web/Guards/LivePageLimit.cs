using Crm.Web.Account;

namespace Crm.Web.Guards;

/// <summary>Limits how many live pages a session has. A page beyond the limit can be read, and says why it does not respond.</summary>
internal sealed class LivePageLimit(RequestDelegate next, OpenPages pages)
{
    private static readonly PathString Connection = "/_blazor";

    /// <summary>A connection is negotiated, and lives as long as its GET does: a web socket, or a poll that waits.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(Connection, out var rest) || WebSession.Find(context.User) is not { } session)
            await next(context);
        else if (HttpMethods.IsGet(request.Method) && rest.Value!.Trim('/').Length == 0)
            await CountAsync(context, session);
        else if (rest.StartsWithSegments("/negotiate") && pages.IsFull(session.Id))
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        else
            await next(context);
    }

    private async Task CountAsync(HttpContext context, WebSession session)
    {
        if (!pages.TryOpen(session.Id))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        try
        {
            await next(context);
        }
        finally
        {
            pages.Close(session.Id);
        }
    }
}
