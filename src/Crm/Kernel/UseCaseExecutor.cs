using System.Text.Json;
using Crm.Audit;

namespace Crm.Kernel;

/// <summary>Runs use cases: opens the transaction, checks rights and idempotency key, writes what was decided, translates what the store answers. The one place where that stands.</summary>
internal sealed class UseCaseExecutor(ITenantStore store, TimeProvider time)
{
    /// <summary>The longest chain of causes: what answers itself ends there.</summary>
    public const int MaxCauses = 10;

    private const int MaxAttempts = 3;

    /// <summary>A row that was changed meanwhile is decided about again: what the caller asked for still holds. Where the caller named a revision, deciding again says that it is stale.</summary>
    private const int MaxConflicts = 8;

    /// <summary>Reads within one transaction that sees one moment. Tried again where the database says so.</summary>
    public async Task<TResult> ReadAsync<TResult>(Caller caller, Right right, Func<Work, Task<TResult>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var unit = await store.BeginAsync(caller.Tenant, WorkKind.Read, cancellationToken);
                var work = await OpenAsync(unit, caller, action: "", cancellationToken);
                work.Access.Require(right);
                return await read(work);
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

    /// <summary>Opens one transaction for several reads.</summary>
    public async Task<ReadScope> BeginReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        IUnitOfWork? unit = null;
        try
        {
            unit = await store.BeginAsync(caller.Tenant, WorkKind.Read, cancellationToken);
            return new ReadScope(unit, await OpenAsync(unit, caller, action: "", cancellationToken));
        }
        catch (Exception exception)
        {
            if (unit is not null)
                await unit.DisposeAsync();
            if (exception is TransientStoreException transient)
                throw NoAnswer(transient);
            throw;
        }
    }

    /// <summary>Writes what a use case decides, with its audit row, in one transaction. Tried again where the database says so; with an idempotency key done once.</summary>
    public async Task<TResult> WriteAsync<TResult>(UseCaseRequest request, Func<Work, Task<TResult>> decide, CancellationToken cancellationToken)
    {
        var causes = request.Caller.Causes;
        if (causes.Count > MaxCauses)
            throw CrmException.Refused("cause-chain", $"The chain of causes is longer than {MaxCauses}: {string.Join(" → ", causes)}.");
        for (int attempt = 1, conflicts = 1; ; )
        {
            try
            {
                return await WriteOnceAsync(request, decide, cancellationToken);
            }
            catch (TransientStoreException) when (attempt++ < MaxAttempts)
            {
                // A broken deadlock or a lost connection: nothing was written, so the whole use case is decided again.
                await Task.Yield();
            }
            catch (Exception exception) when (exception is ConcurrencyConflictException or UniqueViolationException && conflicts++ < MaxConflicts)
            {
                // A worker or another person was faster: the use case is decided again from what stands there now.
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
                    "The database did not confirm the change: check whether it was made before you try again.",
                    exception
                );
            }
            catch (ConcurrencyConflictException exception)
            {
                throw new CrmException(new CrmError.Stale(Words(exception.Table), null, null), exception);
            }
            catch (UniqueViolationException exception)
            {
                throw new CrmException(new CrmError.Refused("taken", $"It already exists ({Words(exception.Key)})."), exception);
            }
            catch (CrmException exception) when (exception.Error is CrmError.Forbidden forbidden)
            {
                await AuditRefusalAsync(request, forbidden, cancellationToken);
                throw;
            }
        }
    }

    /// <summary>The name of a table or key, as people say it.</summary>
    private static string Words(string name) => name.Replace("crm_", "", StringComparison.Ordinal).Replace('_', ' ');

    private static CrmException NoAnswer(TransientStoreException exception) =>
        CrmException.Unavailable("database", "The database does not respond; try again in a moment.", exception);

    private async Task<TResult> WriteOnceAsync<TResult>(UseCaseRequest request, Func<Work, Task<TResult>> decide, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        await using var unit = await store.BeginAsync(caller.Tenant, WorkKind.Write, cancellationToken);
        // Before the replay: an earlier result is for nobody who may not ask for it, or not any more.
        var work = await OpenAsync(unit, caller, request.Action, cancellationToken);
        work.Access.Require(request.Right);
        var key = caller.IdempotencyKey is { } given ? KeyOf(work.Origin, CheckedKey(given)) : null;
        var hash = key is null ? "" : Convert.ToHexStringLower(request.Hash());
        if (key is not null && await unit.Audit.FindRequestAsync(key, cancellationToken) is { } earlier)
            return earlier.RequestHash == hash
                ? ReadResult<TResult>(earlier.Result)
                : throw CrmException.Refused("idempotency-key-reused", "The idempotency key was used for another request; use a new one.");

        var result = await decide(work);
        if (work.Changes.IsEmpty)
            return result;
        if (!work.Changes.IsAudited)
            work.Audit(subject: null);
        if (key is not null)
            work.Changes.Insert(
                new IdempotencyEntry
                {
                    Tenant = caller.Tenant,
                    Key = key,
                    RequestHash = hash,
                    Result = JsonSerializer.Serialize(result, ContractJson.Options),
                    At = work.Now,
                }
            );
        await unit.ApplyAsync(work.Changes, isLast: true, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Forgets what was carried out under keys of a caller and action: the next request with one of them is a new one.</summary>
    public static async Task ForgetAsync(Work work, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (await work.Stores.Audit.FindRequestAsync(KeyOf(work.Origin, key), work.Cancellation) is { } kept)
                work.Changes.Delete(kept);
        }
    }

    private static string KeyOf(WorkOrigin origin, string key) => $"{origin.Action}:{origin.Actor}:{key}";

    private async Task<Work> OpenAsync(IUnitOfWork unit, Caller caller, string action, CancellationToken cancellationToken)
    {
        var access = Access.Of(caller.Actor, await unit.Tenancy.GetLedMembersAsync(cancellationToken));
        return new Work(unit, OriginOf(caller, action), access, new ChangeSet(), cancellationToken);
    }

    private WorkOrigin OriginOf(Caller caller, string action) => new(caller.Tenant, caller.Actor, action, caller.Causes, time.GetUtcNow().ToMicroseconds());

    private async Task AuditRefusalAsync(UseCaseRequest request, CrmError.Forbidden forbidden, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(request.Caller.Tenant, WorkKind.Write, cancellationToken);
        var origin = OriginOf(request.Caller, request.Action);
        var changes = new ChangeSet();
        changes.Insert(
            new AuditEntry
            {
                Tenant = origin.Tenant,
                Id = OrderedId.At(origin.Now),
                At = origin.Now,
                Actor = origin.Actor,
                Action = origin.Action,
                After = JsonSerializer.Serialize(new { refused = forbidden.Right }),
                Causes = origin.Causes,
                IsRefusal = true,
            }
        );
        await unit.ApplyAsync(changes, isLast: true, cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>A result that an earlier version of the engine has kept may have another form.</summary>
    private static TResult ReadResult<TResult>(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<TResult>(kept, ContractJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new CrmException(
                new CrmError.Refused(
                    "idempotency-result-outdated",
                    "The request was already carried out, by an earlier version whose result cannot be returned again."
                ),
                exception
            );
        }
    }

    private static string CheckedKey(string key) =>
        key.Length is > 0 and <= 200 ? key : throw CrmException.Invalid("idempotencyKey", $"It must have 1–200 characters, had {key.Length}.");
}
