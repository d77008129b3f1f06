using System.Data.Common;
using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>What the stores of one unit of work share: the context on its open transaction, and whose rows it sees.</summary>
internal sealed class StoreSession(CrmDbContext db, SqlDatabase database, TransactionScope scope, DbConnection connection, DbTransaction transaction)
{
    /// <summary>The context; tracks nothing.</summary>
    public CrmDbContext Db => db;

    /// <summary>The database.</summary>
    public SqlDatabase Database => database;

    /// <summary>What differs in the text of statements.</summary>
    public SqlDialect Dialect => database.Dialect;

    /// <summary>The tenant; null: all.</summary>
    public TenantId? Tenant => scope.Tenant;

    /// <summary>Whether it writes.</summary>
    public bool CanWrite => scope.Kind == WorkKind.Write;

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>The open transaction.</summary>
    public DbTransaction Transaction => transaction;

    /// <summary>Writes rows.</summary>
    public Task WriteAsync(IReadOnlyList<SqlOperation> operations, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(connection, transaction, operations, cancellationToken);

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public Task<int> ExecuteAsync(string statement, IEnumerable<object> parameters, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(statement, parameters, cancellationToken);

    /// <summary>Makes later callers of a tenant with the same key wait until the transaction ends.</summary>
    public async Task LockKeyAsync(TenantId? tenant, string key, CancellationToken cancellationToken)
    {
        try
        {
            await database.LockKeyAsync(connection, transaction, $"{tenant}/{key}", cancellationToken);
        }
        catch (DbException exception) when (database.Translate(exception, connection) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Rows of scalars that a statement gives; columns are named like the members of the type.</summary>
    public IQueryable<T> Select<T>(string statement, params object[] parameters) => db.Database.SqlQueryRaw<T>(statement, parameters);

    /// <summary>A parameter that holds a set of ids or texts, for <see cref="SqlDialect.In"/>.</summary>
    public object Set(IEnumerable<Guid> ids) => Dialect.IsSqlite ? System.Text.Json.JsonSerializer.Serialize(ids.Select(id => id.ToString())) : ids.ToArray();

    /// <inheritdoc cref="Set(IEnumerable{Guid})"/>
    public object Set(IEnumerable<string> texts) => Dialect.IsSqlite ? System.Text.Json.JsonSerializer.Serialize(texts) : texts.ToArray();

    /// <summary>A parameter that holds an id.</summary>
    public object Id(Guid id) => Dialect.IsSqlite ? id.ToString() : id;

    /// <summary>A parameter that holds a time.</summary>
    public object Time(DateTimeOffset time) =>
        Dialect.IsSqlite ? (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : time.ToUniversalTime();
}
