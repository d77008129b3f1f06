using Crm.Components;
using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

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
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCrmComponents<PortalCaller>();

await using var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<Portal.App>().AddInteractiveServerRenderMode();

await app.StartAsync();
await using (var scope = app.Services.CreateAsyncScope())
{
    var ensureTenant = scope.ServiceProvider.GetRequiredService<EnsureTenant>();
    await ensureTenant.ExecuteAsync(PortalCaller.Caller, new SetUpTenantInput("Example Ltd", "Grace Hopper", "grace@example.com"), CancellationToken.None);
    var upsert = scope.ServiceProvider.GetRequiredService<UpsertRecord>();
    var ada = new RecordInput
    {
        Fields = new Dictionary<string, FieldValue?> { ["name"] = "Ada Lovelace", ["email"] = "ada@example.com" },
    };
    await upsert.ExecuteAsync(PortalCaller.Caller, new UpsertRecordInput(RecordType.Contact, new ExternalId("portal", "1"), ada), CancellationToken.None);
}
Console.WriteLine($"Ada's page is at {app.Urls.First()}/customers/ada@example.com");
await app.WaitForShutdownAsync();

/// <summary>Says who uses the page. A real app takes it from its sign-in.</summary>
internal sealed class PortalCaller : ICallerProvider
{
    public static readonly Caller Caller = new(TenantId.From("portal"), Actor.System("portal"));

    public ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Caller);
}
