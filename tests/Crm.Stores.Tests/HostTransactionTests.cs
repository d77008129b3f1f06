using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Records;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Stores.Tests;

/// <summary>Use cases inside the transaction of a host that keeps its own tables in the same database.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class HostTransactionTests(string kind)
{
    private TestDatabase database = null!;
    private ServiceProvider services = null!;
    private IServiceScope scope = null!;
    private ShopContext shop = null!;
    private TenantId tenant;

    [SetUp]
    public async Task CreateAsync()
    {
        tenant = Sample.TenantId();
        database = await TestDatabase.CreateAsync(kind);
        var collection = new ServiceCollection().AddSingleton(Options.Create(database.Options));
        new CrmBuilder(collection, new ConfigurationBuilder().Build()).UseEntityFrameworkCore();
        services = collection.BuildServiceProvider(validateScopes: true);
        scope = services.CreateScope();
        shop = new ShopContext(database.Options);
        await shop.Database.ExecuteSqlRawAsync("create table shop_order (id integer primary key, text text not null)");
    }

    [TearDown]
    public async Task DropAsync()
    {
        await shop.DisposeAsync();
        scope.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Commits_with_the_host()
    {
        var contact = Sample.Contact(tenant);
        await using (var transaction = await shop.Database.BeginTransactionAsync())
        using (Enlist())
        {
            shop.Orders.Add(new ShopOrder { Id = 1, Text = "before" });
            await shop.SaveChangesAsync();
            await WriteAsync(contact, commit: true);
            shop.Orders.Add(new ShopOrder { Id = 2, Text = "after" });
            await shop.SaveChangesAsync();
            Assert.That(await IsStoredAsync(contact.Id, database.TenantStore), Is.False, "nobody else sees it before the host commits");
            await transaction.CommitAsync();
        }
        Assert.That(await IsStoredAsync(contact.Id, database.TenantStore), Is.True);
        Assert.That(await shop.Orders.CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Is_undone_with_the_host()
    {
        var contact = Sample.Contact(tenant);
        await using (await shop.Database.BeginTransactionAsync())
        using (Enlist())
        {
            await WriteAsync(contact, commit: true);
            Assert.That(await IsStoredAsync(contact.Id, Scoped), Is.True, "the scope reads what it wrote");
        }
        Assert.That(await IsStoredAsync(contact.Id, database.TenantStore), Is.False);
    }

    [Test]
    public async Task A_context_on_another_database_is_refused_and_says_what_is_missing_where()
    {
        await using var other = await TestDatabase.CreateEmptyAsync(kind);
        await using var elsewhere = new ShopContext(other.Options);
        await using var transaction = await elsewhere.Database.BeginTransactionAsync();
        using var enlisted = scope.ServiceProvider.GetRequiredService<CrmEnlistment>().Enlist(elsewhere);

        var refusal = Assert.CatchAsync(() => WriteAsync(Sample.Contact(tenant), commit: true))!;

        // The server names the table; a file, which anybody can have by mistake, is looked at first.
        Assert.That(
            refusal.ToString(),
            kind == "sqlite"
                ? Does.Contain(elsewhere.Database.GetDbConnection().DataSource).And.Contain("has no tables of the engine")
                : Does.Match("\"?crm_\\w+\"? does not exist")
        );
    }

    [Test]
    public async Task A_context_that_comes_to_the_same_database_by_another_way_is_taken()
    {
        var folder = Directory.CreateTempSubdirectory("crm-link-");
        var connection = $"{database.Options.Connection};Application Name=shop";
        if (kind == "sqlite")
        {
            var link = Path.Combine(folder.FullName, "shop.db");
            File.CreateSymbolicLink(link, shop.Database.GetDbConnection().DataSource);
            connection = $"Data Source={link}";
        }
        var contact = Sample.Contact(tenant);
        await using (var linked = new ShopContext(new DatabaseOptions { Provider = kind, Connection = connection }))
        await using (var transaction = await linked.Database.BeginTransactionAsync())
        using (scope.ServiceProvider.GetRequiredService<CrmEnlistment>().Enlist(linked))
        {
            await WriteAsync(contact, commit: true);
            await transaction.CommitAsync();
        }
        Assert.That(await IsStoredAsync(contact.Id, database.TenantStore), Is.True);
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Undoes_only_its_own_part_when_it_is_not_committed()
    {
        var (lost, kept) = (Sample.Contact(tenant), Sample.Contact(tenant));
        await using (var transaction = await shop.Database.BeginTransactionAsync())
        using (Enlist())
        {
            shop.Orders.Add(new ShopOrder { Id = 1, Text = "kept" });
            await shop.SaveChangesAsync();
            await WriteAsync(lost, commit: false);
            await WriteAsync(kept, commit: true);
            Assert.ThrowsAsync<UniqueViolationException>(() => WriteAsync(kept, commit: true));
            shop.Orders.Add(new ShopOrder { Id = 2, Text = "kept too" });
            await shop.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        Assert.That(await IsStoredAsync(lost.Id, database.TenantStore), Is.False);
        Assert.That(await IsStoredAsync(kept.Id, database.TenantStore), Is.True);
        Assert.That(await shop.Orders.CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Works_by_itself_before_and_after()
    {
        var contact = Sample.Contact(tenant);
        await using (await shop.Database.BeginTransactionAsync())
        using (Enlist())
            await WriteAsync(Sample.Contact(tenant), commit: true);
        await WriteAsync(contact, commit: true);
        Assert.That(await IsStoredAsync(contact.Id, database.TenantStore), Is.True);
    }

    [Test]
    public async Task Refuses_a_host_without_a_transaction()
    {
        using (Enlist())
            Assert.ThrowsAsync<InvalidOperationException>(() => Scoped.BeginAsync(tenant, WorkKind.Read, default));
        await using var work = await Scoped.BeginAsync(tenant, WorkKind.Read, default);
        Assert.That(work.Tenant, Is.EqualTo(tenant));
    }

    private ITenantStore Scoped => scope.ServiceProvider.GetRequiredService<ITenantStore>();

    private IDisposable Enlist() => scope.ServiceProvider.GetRequiredService<CrmEnlistment>().Enlist(shop);

    private async Task WriteAsync(CrmRecord record, bool commit)
    {
        await using var work = await Scoped.BeginAsync(tenant, WorkKind.Write, default);
        await work.ApplyAsync(Sample.Insert(record), default);
        if (commit)
            await work.CommitAsync(default);
    }

    private async Task<bool> IsStoredAsync(RecordId id, ITenantStore store)
    {
        await using var work = await store.BeginAsync(tenant, WorkKind.Read, default);
        return (await work.Records.GetAsync([id], default)).Count == 1;
    }

    private sealed class ShopOrder
    {
        public int Id { get; set; }

        public string Text { get; set; } = "";
    }

    private sealed class ShopContext(DatabaseOptions database) : DbContext
    {
        public DbSet<ShopOrder> Orders => Set<ShopOrder>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            _ = database.Provider == "postgres" ? optionsBuilder.UseNpgsql(database.Connection) : optionsBuilder.UseSqlite(database.Connection);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            var order = modelBuilder.Entity<ShopOrder>().ToTable("shop_order");
            order.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            order.Property(row => row.Text).HasColumnName("text");
        }
    }
}
