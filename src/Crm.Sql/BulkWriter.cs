using System.Data.Common;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>Writes rows of many tables in few round trips.</summary>
internal abstract class BulkWriter
{
    /// <summary>Carries out the operations in their order.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="settings">What is to be sent before them; null for nothing.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="last">What is to be sent with them, after them; empty where nothing is sent at all, since the database is in the process.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    /// <exception cref="ConcurrencyConflictException">An update or a delete did not find its row.</exception>
    /// <exception cref="UniqueViolationException">A unique key is taken.</exception>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    public abstract Task WriteAsync(
        DbTransaction transaction,
        SqlStatement? settings,
        IReadOnlyList<SqlOperation> operations,
        IReadOnlyList<SqlStatement> last,
        CancellationToken cancellationToken
    );

    /// <summary>Ends an insert that replaces the row of the same key.</summary>
    protected static string OnConflictReplace(SqlTable table)
    {
        var keys = string.Join(", ", table.Keys.Select(key => $"\"{key.Name}\""));
        var values = string.Join(", ", table.Values.Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\""));
        return $"on conflict ({keys}) do update set {values}";
    }

    /// <summary>Refuses a count of rows that is not the one wanted.</summary>
    protected static void Check(SqlOperation operation, int affected)
    {
        if (operation.Kind is SqlOperationKind.Update or SqlOperationKind.Delete && affected != operation.Rows.Count)
            throw new ConcurrencyConflictException(operation.Table.Name);
    }
}
