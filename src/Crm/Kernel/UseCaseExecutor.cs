using System.Security.Cryptography;
using System.Text.Json;
using Crm.Audit;
using Crm.Plugins;

namespace Crm.Kernel;

/// <summary>Carries out use cases: opens the transaction, looks at rights and idempotency key, writes what was decided, translates what the store answers. The one place where that stands.</summary>
public sealed class UseCaseExecutor(ICrmStore store, TimeProvider time)
{
    /// <summary>So long may a chain of causes be; what answers itself comes to an end there.</summary>
    internal const int MaxCauses = 10;

    private const int MaxAttempts = 3;

    /// <summary>Reads within one transaction that sees one moment. Tried again where the database says so.</summary>
    internal async Task<TResult> ReadAsync<TResult>(Caller caller, Right right, Func<UseCaseContext, Task<TResult>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var unit = await store.BeginAsync(caller.Tenant, WorkKind.Read, cancellationToken);
                return await read(await OpenAsync(unit, caller, right, cancellationToken));
            }
            catch (TransientStoreException) when (attempt < MaxAttempts)
            {
                await Task.Yield();
            }
            catch (TransientStoreException exception)
            {
                throw NoAnswer(exception);
            }
        }
    }

    /// <summary>Writes what a use case decides, with its audit row, in one transaction. Tried again where the database says so; with an idempotency key carried out once.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="action">The use case's name in the audit, such as <c>activity.log</c>.</param>
    /// <param name="right">The right it takes.</param>
    /// <param name="input">The input, for the request hash.</param>
    /// <param name="decide">Reads what it needs and fills the context's changes.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    internal async Task<TResult> WriteAsync<TInput, TResult>(
        Caller caller,
        string action,
        Right right,
        TInput input,
        Func<UseCaseContext, Task<TResult>> decide,
        CancellationToken cancellationToken
    )
    {
        if (caller.Causes.Count > MaxCauses)
            throw CrmException.Refused("cause-chain", $"The chain of causes is longer than {MaxCauses}: {string.Join(" → ", caller.Causes)}.");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(caller, action, right, input, decide, cancellationToken);
            }
            catch (TransientStoreException) when (attempt < MaxAttempts)
            {
                // A broken deadlock or a lost connection: nothing was written, so the whole use case is decided again.
                await Task.Yield();
            }
            catch (TransientStoreException exception)
            {
                throw NoAnswer(exception);
            }
            catch (CommitUnknownException exception)
            {
                throw CrmException.Unavailable(
                    "database",
                    "The database did not confirm the change: look whether it was made before you try again.",
                    exception
                );
            }
            catch (ConcurrencyConflictException exception)
            {
                throw new CrmException(new CrmError.Stale(exception.Table, null, null), exception);
            }
            catch (UniqueViolationException exception)
            {
                throw new CrmException(new CrmError.Refused("taken", $"It exists already ({exception.Key})."), exception);
            }
            catch (CrmException exception) when (exception.Error is CrmError.Forbidden forbidden)
            {
                await AuditRefusalAsync(caller, action, forbidden, cancellationToken);
                throw;
            }
        }
    }

    private static CrmException NoAnswer(TransientStoreException exception) =>
        CrmException.Unavailable("database", "The database does not answer; try again in a moment.", exception);

    private async Task<TResult> WriteOnceAsync<TInput, TResult>(
        Caller caller,
        string action,
        Right right,
        TInput input,
        Func<UseCaseContext, Task<TResult>> decide,
        CancellationToken cancellationToken
    )
    {
        await using var unit = await store.BeginAsync(caller.Tenant, WorkKind.Write, cancellationToken);
        // Before the replay: an earlier result is told to nobody who may not ask for it, or not any more.
        var context = await OpenAsync(unit, caller, right, cancellationToken);
        context.Action = action;
        var key = caller.IdempotencyKey is { } given ? $"{action}:{caller.Actor}:{CheckedKey(given)}" : null;
        var hash = key is null ? "" : HashOf(input);
        if (key is not null && await unit.Audit.FindRequestAsync(key, cancellationToken) is { } earlier)
            return earlier.RequestHash == hash
                ? JsonSerializer.Deserialize<TResult>(earlier.Result, ContractJson.Options)!
                : throw CrmException.Refused("idempotency-key-reused", "The idempotency key was used for another request; take a new one.");

        var result = await decide(context);
        if (context.Changes.IsEmpty)
            return result;
        if (!context.Changes.IsAudited)
            context.Audit(subject: null);
        if (key is not null)
            context.Changes.Insert(
                new IdempotencyEntry
                {
                    Tenant = caller.Tenant,
                    Key = key,
                    RequestHash = hash,
                    Result = JsonSerializer.Serialize(result, ContractJson.Options),
                    At = context.Now,
                }
            );
        context.TellCauses();
        await unit.ApplyAsync(context.Changes, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<UseCaseContext> OpenAsync(IUnitOfWork unit, Caller caller, Right right, CancellationToken cancellationToken)
    {
        var access = Access.Of(
            caller.Actor,
            await unit.Tenancy.GetMembersAsync(cancellationToken),
            caller.Actor is Actor.OfMember ? await unit.Tenancy.GetTeamsAsync(cancellationToken) : []
        );
        if (!access.Rights.Contains(right))
            throw CrmException.Forbidden(right.ToString(), $"This takes the right {right}, which the role {access.Member?.Role} does not have.");
        return new UseCaseContext(unit, caller, access, time);
    }

    private async Task AuditRefusalAsync(Caller caller, string action, CrmError.Forbidden forbidden, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(caller.Tenant, WorkKind.Write, cancellationToken);
        var changes = new ChangeSet();
        changes.Insert(
            new AuditEntry
            {
                Tenant = caller.Tenant,
                Id = OrderedId.At(time.GetUtcNow()),
                At = time.GetUtcNow().ToMicroseconds(),
                Actor = caller.Actor.ToString()!,
                Action = action,
                After = JsonSerializer.Serialize(new { refused = forbidden.Right }),
                Causes = caller.Causes,
                IsRefusal = true,
            }
        );
        await unit.ApplyAsync(changes, cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }

    private static string CheckedKey(string key) =>
        key.Length is > 0 and <= 200 ? key : throw CrmException.Invalid("idempotencyKey", $"It must have 1–200 characters, had {key.Length}.");

    private static string HashOf<TInput>(TInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input, ContractJson.Options)));
}
