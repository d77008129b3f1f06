namespace Crm.Activities;

/// <summary>The desks of one test: tenants in one database.</summary>
internal sealed class Databases(string kind) : IAsyncDisposable
{
    private Desk? first;

    /// <summary>SQLite, and PostgreSQL where the environment names a server.</summary>
    public static IEnumerable<string> All => TestDatabase.Kinds;

    /// <summary>A new tenant.</summary>
    public async Task<Desk> DeskAsync()
    {
        if (first is not null)
            return new Desk(first.Crm, await first.Crm.AddTenantAsync());
        var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, Parts = [new BrokenType(), new VisitType()] });
        return first = new Desk(crm, crm.Tenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (first is not null)
            await first.DisposeAsync();
        first = null;
    }
}
