using System.Net;
using Crm.Accounts;
using Crm.Kernel;
using Crm.Tenancy;
using Crm.Web.Account;

namespace Crm.Web.Demo;

/// <summary>Signs in with one click as the demo's administrator, manager or rep. Only in a demo, and only from this machine.</summary>
internal static class DemoSignIn
{
    /// <summary>Takes the click.</summary>
    public static async Task<IResult> TakeAsync(HttpContext context, ListMembers members, SignIns signIns, CancellationToken cancellationToken)
    {
        if (!IsHere(context))
            throw CrmException.Forbidden("this-machine", "Signing in with one click is for this machine alone.");
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!Enum.TryParse<MemberRole>(form["role"], ignoreCase: true, out var role) || role == MemberRole.Reader || !Enum.IsDefined(role))
            throw CrmException.Invalid("role", "It must be administrator, manager or rep.");
        var member =
            (await members.ExecuteAsync(DemoData.Caller, new NoInput(), cancellationToken))
                .Members.Where(one => one.IsActive && one.Role == role && one.Email is not null)
                .MinBy(one => one.Id.Value)
            ?? throw CrmException.NotFound("member", role.ToString());
        var started = await signIns.EnterAsync(DemoData.Caller.Tenant, member.Id, Device.Of(context.Request), cancellationToken);
        await SignInCookies.SignInAsync(context, started, hasOthers: false);
        return Results.Redirect(ReturnUrl.Local(form["returnUrl"]));
    }

    /// <summary>A proxy would make everybody look as if they were here.</summary>
    private static bool IsHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } sender
        && IPAddress.IsLoopback(sender)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
