using Crm.Testing;

namespace Crm.Activities;

/// <summary>A database that the rules of activities are proven on, with as many tenants as tests want.</summary>
internal sealed class Databases(string kind) : IAsyncDisposable
{
    private TestDatabase? database;

    /// <summary>SQLite, and PostgreSQL where the environment names a server.</summary>
    public static IEnumerable<string> All => TestDatabase.Kinds;

    public async Task OpenAsync() => database = await TestDatabase.CreateAsync(kind);

    /// <summary>A new tenant.</summary>
    public Task<Desk> DeskAsync() => Desk.OpenAsync(database!.Store);

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }
}
