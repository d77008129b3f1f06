using Crm.Stores;
using Npgsql;

namespace Crm.Sql;

/// <summary>What PostgreSQL's errors mean to the engine.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether a prepared statement does not fit its table any more ("cached plan must not change result type").</summary>
    public static bool IsStalePlan(NpgsqlException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" };

    /// <summary>The engine's own exception, or null where the error is not one that it tells apart.</summary>
    public static Exception? Translate(NpgsqlException exception) =>
        exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } unique => new UniqueViolationException(unique.ConstraintName ?? "", unique),
            PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } broken =>
                new TransientStoreException("PostgreSQL aborted the transaction in favor of another one.", broken),
            PostgresException { IsTransient: true } or { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled } =>
                new TransientStoreException("PostgreSQL cannot serve the request now.", exception),
            PostgresException { SqlState: ['5', '7', 'P', ..] } gone => new TransientStoreException("PostgreSQL closed the connection.", gone),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } standby => new TransientStoreException(
                "PostgreSQL is read-only now: it is a standby, or was set to read-only.",
                standby
            ),
            PostgresException { SqlState: ['0', '8', ..] or ['2', '8', ..] or ['5', '8', ..] or PostgresErrorCodes.InvalidCatalogName } refused =>
                new TransientStoreException("PostgreSQL does not accept connections from the engine at the moment.", refused),
            // A right that was taken away is given back; what row-level security refuses is a row that never fits, and has the same code.
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege, Routine: "aclcheck_error" } denied => new TransientStoreException(
                "PostgreSQL denies the engine a privilege that it needs.",
                denied
            ),
            PostgresException => null,
            { InnerException: TimeoutException or IOException or System.Net.Sockets.SocketException } => new TransientStoreException(
                "The connection to PostgreSQL was lost.",
                exception
            ),
            { IsTransient: true } => new TransientStoreException("PostgreSQL does not respond.", exception),
            _ => null,
        };
}
