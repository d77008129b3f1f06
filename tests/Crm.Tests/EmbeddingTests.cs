using Crm.Activities;
using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm;

/// <summary>A product of somebody else's that has the engine in it, as docs/embedding.md shows it.</summary>
public sealed class EmbeddingTests
{
    private readonly CancellationToken cancellationToken = CancellationToken.None;
    private readonly TenantId tenant = TenantId.From("customer-4711");
    private string folder = "";
    private IHost host = null!;
    private MemberId grace;

    [SetUp]
    public async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("crm-shop-").FullName;
        var connection = $"Data Source={Path.Combine(folder, "shop.db")};Pooling=False";
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Crm:Database:Connection"] = connection;
        builder.Configuration["Crm:Plugins:Settings:crm_mail:Folder"] = Path.Combine(folder, "mail");
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
        host = builder.Build();
        await host.StartAsync();
        await SetUpTenantAsync();
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.ExecuteSqlRawAsync("create table shop_order (id integer primary key)");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task The_same_key_makes_a_contact_once()
    {
        var first = await CreateContactAsync("order-17", "Ada");
        Assert.That(await CreateContactAsync("order-17", "Ada"), Is.EqualTo(first));
        var refused = Assert.ThrowsAsync<CrmException>(() => CreateContactAsync("order-17", "Grace"));
        Assert.That(refused.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("idempotency-key-reused"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_hosts_transaction_takes_the_use_case_along(bool commits)
    {
        var contact = await CreateContactAsync("order-17", "Ada");
        await OrderAsync(contact.Record, commits);
        await using var scope = host.Services.CreateAsyncScope();
        var timeline = scope.ServiceProvider.GetRequiredService<GetTimeline>();
        var input = new GetTimelineInput(contact.Record) { Types = ["note"] };
        var page = await timeline.ExecuteAsync(new Caller(tenant, Actor.Member(grace)), input, cancellationToken);
        Assert.That(page.Rows, Has.Count.EqualTo(commits ? 1 : 0));
        Assert.That(await scope.ServiceProvider.GetRequiredService<ShopContext>().Orders.CountAsync(), Is.EqualTo(commits ? 1 : 0));
    }

    [Test]
    public async Task An_error_names_the_field()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var logCall = scope.ServiceProvider.GetRequiredService<LogCall>();
        var contact = await CreateContactAsync("order-17", "Ada");
        var caller = new Caller(tenant, Actor.Member(grace));
        Assert.That(await SayAsync(logCall, caller, contact.Record), Does.StartWith("outcome"));
    }

    private async Task SetUpTenantAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var setUp = scope.ServiceProvider.GetRequiredService<SetUpTenant>();
        var input = new SetUpTenantInput("Example Ltd", "Grace Hopper", "grace@example.com") { Zone = "Europe/Berlin", Currency = "EUR" };
        var done = await setUp.ExecuteAsync(new Caller(tenant, Actor.System("shop")), input, cancellationToken);
        grace = done.Administrator;
    }

    private async Task<RecordResult> CreateContactAsync(string key, string firstName)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var createContact = scope.ServiceProvider.GetRequiredService<CreateContact>();
        var caller = new Caller(tenant, Actor.Member(grace)) { IdempotencyKey = key };
        var input = new ContactInput
        {
            FirstName = firstName,
            LastName = "Lovelace",
            Email = "ada@example.com",
            References = [new ExternalId("shop", "c-17")],
        };
        return await createContact.ExecuteAsync(caller, input, cancellationToken);
    }

    private async Task OrderAsync(RecordRef contact, bool commits)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var shop = scope.ServiceProvider.GetRequiredService<ShopContext>();
        var logNote = scope.ServiceProvider.GetRequiredService<LogNote>();
        var caller = new Caller(tenant, Actor.Member(grace));

        await using var transaction = await shop.Database.BeginTransactionAsync(cancellationToken);
        using var enlisted = scope.ServiceProvider.GetRequiredService<CrmEnlistment>().Enlist(shop);
        shop.Orders.Add(new ShopOrder());
        await shop.SaveChangesAsync(cancellationToken);
        await logNote.ExecuteAsync(caller, new LogNoteInput([contact], "Ordered again."), cancellationToken);
        if (commits)
            await transaction.CommitAsync(cancellationToken);
    }

    private async Task<string> SayAsync(LogCall logCall, Caller caller, RecordRef contact)
    {
        try
        {
            var call = await logCall.ExecuteAsync(caller, new LogCallInput([contact]) { Outcome = "sold" }, cancellationToken);
            return call.Subject;
        }
        catch (CrmException exception) when (exception.Error is CrmError.Invalid invalid)
        {
            return string.Join("; ", invalid.Problems.Select(problem => $"{problem.Field}: {problem.Message}"));
        }
    }

    private sealed class ShopOrder
    {
        public int Id { get; set; }
    }

    private sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
    {
        public DbSet<ShopOrder> Orders => Set<ShopOrder>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<ShopOrder>().ToTable("shop_order").Property(row => row.Id).HasColumnName("id");
    }
}
