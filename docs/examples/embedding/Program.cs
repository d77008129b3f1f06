using Crm.Activities;
using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
var connection = builder.Configuration["Crm:Database:Connection"];
builder.Services.AddDbContext<ShopContext>(options => options.UseSqlite(connection));
builder.Services.AddCrm(
    builder.Configuration.GetSection("Crm"),
    crm =>
    {
        crm.AddPlugins();
        crm.UseEntityFrameworkCore();
        crm.CheckAtStart();
    }
);
builder.Services.AddCrmProblemDetails();

await using var app = builder.Build();
app.UseExceptionHandler();
var caller = new Caller(TenantId.From("customer-4711"), Actor.System("shop"));

app.MapPost(
    "/orders",
    async (string email, ShopContext shop, CrmEnlistment enlistment, UpsertRecord upsert, LogNote logNote, CancellationToken cancellationToken) =>
    {
        await using var transaction = await shop.Database.BeginTransactionAsync(cancellationToken);
        using var enlisted = enlistment.Enlist(shop);
        shop.Orders.Add(new ShopOrder { Email = email });
        await shop.SaveChangesAsync(cancellationToken);
        var values = new RecordInput
        {
            Fields = new Dictionary<string, FieldValue?> { ["name"] = email, ["email"] = email },
        };
        var customer = new UpsertRecordInput(RecordType.Contact, new ExternalId("shop", email), values);
        var contact = (await upsert.ExecuteAsync(caller, customer, cancellationToken)).Result;
        await logNote.ExecuteAsync(caller, new LogNoteInput([contact.Record], "Has ordered."), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return contact.Record.ToString();
    }
);

// For the shop's staff: a real shop protects this, and builds the caller from who is signed in.
app.MapGet(
    "/customers/{email}/notes",
    async (string email, ResolveRecord resolve, GetTimeline timeline, CancellationToken cancellationToken) =>
    {
        var contact = await resolve.ExecuteAsync(caller, new ResolveRecordInput($"contact:{email}"), cancellationToken);
        var page = await timeline.ExecuteAsync(caller, new GetTimelineInput(contact) { Types = ["note"] }, cancellationToken);
        return page.Rows.Select(row => row.Snippet);
    }
);

// Brings the engine's tables into the shop's database; the shop's own migrations stay the shop's.
await app.StartAsync();
await using (var scope = app.Services.CreateAsyncScope())
{
    var ensureTenant = scope.ServiceProvider.GetRequiredService<EnsureTenant>();
    await ensureTenant.ExecuteAsync(caller, new SetUpTenantInput("Example Ltd", "Grace Hopper", "grace@example.com"), CancellationToken.None);
    var shop = scope.ServiceProvider.GetRequiredService<ShopContext>();
    await shop.Database.ExecuteSqlRawAsync("create table if not exists shop_order (id integer primary key, email text not null)");
}
Console.WriteLine($"The shop is at {app.Urls.First()}");
await app.WaitForShutdownAsync();

internal sealed class ShopOrder
{
    public int Id { get; set; }

    public required string Email { get; set; }
}

internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<ShopOrder> Orders => Set<ShopOrder>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var order = modelBuilder.Entity<ShopOrder>().ToTable("shop_order");
        order.Property(row => row.Id).HasColumnName("id");
        order.Property(row => row.Email).HasColumnName("email");
    }
}
