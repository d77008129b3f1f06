using Crm.Stores;
using Npgsql;

namespace Crm.Sql;

/// <summary>What PostgreSQL's errors mean to the engine.</summary>
internal static class PostgresErrors
{
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
            PostgresException => null,
            { InnerException: TimeoutException or IOException or System.Net.Sockets.SocketException } => new TransientStoreException(
                "The connection to PostgreSQL was lost.",
                exception
            ),
            { IsTransient: true } => new TransientStoreException("PostgreSQL does not respond.", exception),
            _ => null,
        };
}
