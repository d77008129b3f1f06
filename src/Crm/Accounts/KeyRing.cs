namespace Crm.Accounts;

/// <summary>Keeps the keys that protect cookies and forms of the web host, so that they outlast it and all its processes have the same. They are of no tenant, so it is the host's to call. Scoped.</summary>
public sealed class KeyRing
{
    private const string Encrypted = "<encryptedSecret";

    private readonly ISystemStore store;
    private readonly TimeProvider time;

    internal KeyRing(ISystemStore store, TimeProvider time) => (this.store, this.time) = (store, time);

    /// <summary>All keys, oldest first, as they were written.</summary>
    public async Task<IReadOnlyList<string>> GetAllAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return [.. (await unit.Accounts.GetKeysAsync(cancellationToken)).Select(key => key.Xml)];
    }

    /// <summary>Adds a key.</summary>
    public async Task AddAsync(string name, string xml, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        await unit.Accounts.AddKeyAsync(new DataKey(name, xml, time.GetUtcNow().ToMicroseconds()), cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>How many keys stand in the database as they are, so that whoever reads it can forge a cookie.</summary>
    public async Task<int> CountUnprotectedAsync(CancellationToken cancellationToken) =>
        (await GetAllAsync(cancellationToken)).Count(xml =>
            xml.Contains("<key ", StringComparison.Ordinal) && !xml.Contains(Encrypted, StringComparison.Ordinal)
        );
}
