using System.Security.Claims;
using System.Security.Cryptography;
using Crm;
using Crm.Components;
using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddCrm(
    builder.Configuration.GetSection("Crm"),
    crm =>
    {
        crm.AddPlugins();
        crm.UseEntityFrameworkCore();
        crm.CheckAtStart();
    }
);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCrmComponents<PortalCaller>();
builder.Services.AddScoped<PortalMembers>();

await using var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<Portal.App>().AddInteractiveServerRenderMode().RequireAuthorization();

// Takes the place of your own sign-in: whoever reads the link on the console is Rita.
var ticket = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
app.MapGet(
    "/sign-in/{given}",
    async (string given, HttpContext http, PortalMembers members, CancellationToken cancellationToken) =>
    {
        if (given != ticket)
            return Results.NotFound();
        await http.SignInAsync(await members.SignInAsync("Rita Rep", "rita@example.com", cancellationToken));
        return Results.LocalRedirect("/customers/ada@example.com");
    }
);

await app.StartAsync();
await using (var scope = app.Services.CreateAsyncScope())
{
    var ensureTenant = scope.ServiceProvider.GetRequiredService<EnsureTenant>();
    await ensureTenant.ExecuteAsync(PortalMembers.Host, new SetUpTenantInput("Example Ltd", "Grace Hopper", "grace@example.com"), CancellationToken.None);
    var upsert = scope.ServiceProvider.GetRequiredService<UpsertRecord>();
    var ada = new RecordInput
    {
        Fields = new Dictionary<string, FieldValue?> { ["name"] = "Ada Lovelace", ["email"] = "ada@example.com" },
    };
    await upsert.ExecuteAsync(PortalMembers.Host, new UpsertRecordInput(RecordType.Contact, new ExternalId("portal", "1"), ada), CancellationToken.None);
}
Console.WriteLine($"Ada's page is at {app.Urls.First()}/sign-in/{ticket}");
await app.WaitForShutdownAsync();

/// <summary>Which member of the CRM a user of the portal is.</summary>
internal sealed class PortalMembers(ResolveMember resolve, AddMember add)
{
    public const string MemberClaim = "crm-member";

    public static readonly TenantId Tenant = TenantId.From("portal");

    /// <summary>The portal itself, with every right: for its own work, never for a visitor.</summary>
    public static readonly Caller Host = new(Tenant, Actor.System("portal"));

    /// <summary>The cookie of a user whose password and address the portal has checked; it names the member.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(string name, string address, CancellationToken cancellationToken)
    {
        var rep = new AddMemberInput(name, address) { Role = MemberRole.Rep };
        var member = await FindAsync(address, cancellationToken) ?? await add.ExecuteAsync(Host, rep, cancellationToken);
        Claim[] claims = [new(ClaimTypes.Name, name), new(MemberClaim, member.Id.ToString())];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private async Task<MemberView?> FindAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve.ExecuteAsync(Host, new ResolveMemberInput(address), cancellationToken);
        }
        catch (CrmException exception) when (exception.Error is CrmError.NotFound)
        {
            return null;
        }
    }
}

/// <summary>Says who uses the page: the member that the sign-in names, and nobody else.</summary>
internal sealed class PortalCaller(AuthenticationStateProvider authentication) : ICallerProvider
{
    public async ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return Guid.TryParse(user.FindFirstValue(PortalMembers.MemberClaim), out var member)
            ? new Caller(PortalMembers.Tenant, Actor.Member(new MemberId(member)))
            : throw CrmException.Forbidden("signed-in", "Nobody is signed in.");
    }
}
