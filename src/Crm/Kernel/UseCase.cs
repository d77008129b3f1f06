using System.Text.Json;

namespace Crm.Kernel;

/// <summary>
/// Something that a user can do: it has the name of an action and takes a right. Pages, endpoints, consumers, commands and AI tools call the same instance, resolved from a scope. All use cases stand in the
/// <see cref="UseCaseCatalog"/>.
/// </summary>
public abstract class UseCase
{
    private protected UseCase(string action, Right right) => (Action, Right) = (action, right);

    /// <summary>The action's name, such as <c>task.complete</c>; the audit names it.</summary>
    public string Action { get; }

    /// <summary>The right that the caller needs.</summary>
    public Right Right { get; }

    /// <summary>Rights that some inputs need besides, such as <see cref="Right.ActForOthers"/> for another member's task; empty for none.</summary>
    public IReadOnlyList<Right> ConditionalRights { get; private protected init; } = [];

    /// <summary>Whether it only reads.</summary>
    public abstract bool IsRead { get; }

    /// <summary>The type of its input.</summary>
    public abstract Type InputType { get; }

    /// <summary>The type of its result.</summary>
    public abstract Type ResultType { get; }

    /// <summary>Executes it with an input whose type is known at run time only; see the typed method for what it promises.</summary>
    /// <exception cref="ArgumentException">The input is not of <see cref="InputType"/>.</exception>
    public abstract Task<object?> ExecuteUntypedAsync(Caller caller, object input, CancellationToken cancellationToken);
}

/// <summary>Something that a user can do, with its input and its result.</summary>
/// <typeparam name="TInput">What is asked for.</typeparam>
/// <typeparam name="TResult">What comes of it; with an idempotency key it is kept as JSON.</typeparam>
public abstract class UseCase<TInput, TResult> : UseCase
    where TInput : class
{
    private readonly UseCaseExecutor executor;
    private readonly WorkKind kind;

    private protected UseCase(UseCaseExecutor executor, string action, Right right, WorkKind kind, params IReadOnlyList<Right> conditional)
        : base(action, right)
    {
        (this.executor, this.kind) = (executor, kind);
        ConditionalRights = conditional;
    }

    /// <inheritdoc/>
    public override bool IsRead => kind == WorkKind.Read;

    /// <inheritdoc/>
    public override Type InputType => typeof(TInput);

    /// <inheritdoc/>
    public override Type ResultType => typeof(TResult);

    /// <summary>Executes it in one transaction: checks the rights, decides, and writes what was decided with its audit row. With an idempotency key it is done once. It can be cancelled until the commit.</summary>
    /// <exception cref="CrmException">
    /// Forbidden: the caller is not an active member or lacks a right. Invalid, NotFound, Stale, Refused: see the use case. Unavailable: the database does not answer.
    /// </exception>
    public async Task<TResult> ExecuteAsync(Caller caller, TInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        InputText.Require(input);
        return await RunAsync(caller, input, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<object?> ExecuteUntypedAsync(Caller caller, object input, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            caller,
            input as TInput ?? throw new ArgumentException($"{Action} takes a {typeof(TInput).Name}, not a {input?.GetType().Name ?? "null"}.", nameof(input)),
            cancellationToken
        );

    /// <summary>Decides: reads what it needs and adds the rows that it wants to the frame.</summary>
    private protected abstract Task<TResult> DecideAsync(Work work, TInput input);

    /// <summary>Runs it in a transaction; a use case that must work on an installation in any state looks first.</summary>
    private protected virtual Task<TResult> RunAsync(Caller caller, TInput input, CancellationToken cancellationToken) =>
        kind == WorkKind.Read
            ? executor.ReadAsync(caller, Right, work => DecideAsync(work, input), cancellationToken)
            : executor.WriteAsync(new UseCaseRequest(caller, Action, Right, () => HashOf(input)), work => DecideAsync(work, input), cancellationToken);

    /// <summary>Decides in the transaction of a <see cref="ReadScope"/>.</summary>
    internal Task<TResult> ReadInAsync(Work work, TInput input)
    {
        InputText.Require(input);
        work.Access.Require(Right);
        return DecideAsync(work, input);
    }

    /// <summary>What two requests with one idempotency key must have in common.</summary>
    private protected virtual byte[] HashOf(TInput input) =>
        System.Security.Cryptography.SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input, ContractJson.Options));
}
