using System.Data.Common;

namespace Crm.Sql.Stores;

/// <summary>A transaction that is open, and whose rows it sees.</summary>
/// <param name="Database">The database.</param>
/// <param name="Connection">The open connection.</param>
/// <param name="Transaction">The open transaction.</param>
/// <param name="Scope">Whose rows it sees and what for.</param>
internal sealed record OpenTransaction(SqlDatabase Database, DbConnection Connection, DbTransaction Transaction, TransactionScope Scope);
