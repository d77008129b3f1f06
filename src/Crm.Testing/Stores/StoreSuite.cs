using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>What the conformance suites of the stores share. Derive each suite once for each kind of database that an adapter serves.</summary>
public abstract class StoreSuite
{
    /// <summary>The suite's database.</summary>
    protected StoreDatabase Database { get; private set; } = null!;

    /// <summary>The tenants' store that is proven.</summary>
    protected ITenantStore TenantStore => Database.TenantStore;

    /// <summary>The system's store that is proven.</summary>
    protected ISystemStore SystemStore => Database.SystemStore;

    /// <summary>Makes an empty, migrated database.</summary>
    protected abstract Task<StoreDatabase> CreateDatabaseAsync();

    /// <summary>Makes the suite's database.</summary>
    [OneTimeSetUp]
    public async Task CreateDatabaseOnceAsync() => Database = await CreateDatabaseAsync();

    /// <summary>Drops the suite's database.</summary>
    [OneTimeTearDown]
    public async Task DropDatabaseAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    /// <summary>Stores rows of one tenant or several, and returns the first one's tenant.</summary>
    protected Task<TenantId> StoreAsync(params IEnumerable<IRow> rows) => CommitAsync(Sample.Insert(rows));

    /// <summary>Replaces rows.</summary>
    protected Task<TenantId> ReplaceAsync(params IEnumerable<IRow> rows) => CommitAsync(Sample.Update(rows));

    /// <summary>Writes and commits changes of one tenant or several.</summary>
    protected async Task<TenantId> CommitAsync(ChangeSet changes)
    {
        var tenants = changes.Tables.SelectMany(Rows).Select(row => row.Tenant).Distinct().ToList();
        if (tenants is not [var tenant])
        {
            await using var system = await SystemStore.BeginAsync(default);
            await system.ApplyAsync(changes, default);
            await system.CommitAsync(default);
            return tenants[0];
        }

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await work.ApplyAsync(changes, default);
        await work.CommitAsync(default);
        return tenant;
    }

    /// <summary>Reads in a tenant's unit of work.</summary>
    protected async Task<T> ReadAsync<T>(TenantId tenant, Func<IUnitOfWork, Task<T>> read)
    {
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        return await read(work);
    }

    /// <summary>Works over all tenants and commits.</summary>
    protected async Task<T> WorkAsync<T>(Func<ISystemUnitOfWork, Task<T>> work)
    {
        await using var stores = await SystemStore.BeginAsync(default);
        var result = await work(stores);
        await stores.CommitAsync(default);
        return result;
    }

    /// <summary>Reads all pages of a list and fails where it does not end.</summary>
    protected static async Task<IReadOnlyList<T>> AllPagesAsync<T>(int size, Func<PageRequest, Task<Page<T>>> list)
    {
        var rows = new List<T>();
        string? after = null;
        for (var pages = 0; pages < 1000; pages++)
        {
            var page = await list(new PageRequest(size, after));
            Assert.That(page.Rows, Has.Count.LessThanOrEqualTo(size));
            rows.AddRange(page.Rows);
            if (page.Next is null)
            {
                return rows;
            }

            after = page.Next;
        }

        throw new AssertionException("The list does not end.");
    }

    /// <summary>Fails where two rows differ in any member; JSON is compared by its meaning.</summary>
    protected static void AssertSame(IRow expected, IRow? actual) => Assert.That(Describe(actual), Is.EqualTo(Describe(expected)));

    /// <summary>Fails where the rows differ in any member or in their order.</summary>
    protected static void AssertSame(IEnumerable<IRow> expected, IEnumerable<IRow> actual) =>
        Assert.That(actual.Select(Describe), Is.EqualTo(expected.Select(Describe)));

    /// <summary>Fails where the sets of rows differ, whatever their order.</summary>
    protected static void AssertSameSet(IEnumerable<IRow> expected, IEnumerable<IRow> actual) =>
        Assert.That(actual.Select(Describe), Is.EquivalentTo(expected.Select(Describe)));

    /// <summary>A row's type and members as one text.</summary>
    protected static string Describe(IRow? row) =>
        row is null ? "null" : $"{row.GetType().Name} {Normalize(JsonSerializer.SerializeToNode(row, row.GetType()))}";

    private static IEnumerable<IRow> Rows(RowChanges table) =>
        [.. table.Inserts, .. table.InsertsIfAbsent, .. table.Upserts, .. table.Updates, .. table.Deletes];

    private static string Normalize(JsonNode? node) =>
        node switch
        {
            JsonObject members => "{"
                + string.Join(",", members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Normalize(member.Value)}"))
                + "}",
            JsonArray items => "[" + string.Join(",", items.Select(Normalize)) + "]",
            JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('{') && text.EndsWith('}') => Normalize(JsonNode.Parse(text)),
            _ => node?.ToJsonString() ?? "null",
        };
}
