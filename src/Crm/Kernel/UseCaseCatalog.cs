namespace Crm.Kernel;

/// <summary>All use cases of a scope, and transactions for several reads. Scoped.</summary>
public sealed class UseCaseCatalog
{
    private readonly UseCaseExecutor executor;
    private readonly Lazy<SortedDictionary<string, UseCase>> byAction;

    /// <summary>Creates the use cases when they are asked for: whoever opens a transaction needs none of them.</summary>
    internal UseCaseCatalog(UseCaseExecutor executor, Func<IEnumerable<UseCase>> create)
    {
        this.executor = executor;
        byAction = new(() => new SortedDictionary<string, UseCase>(create().ToDictionary(useCase => useCase.Action), StringComparer.Ordinal));
    }

    /// <summary>All use cases, by the name of their action.</summary>
    public IReadOnlyCollection<UseCase> All => byAction.Value.Values;

    /// <summary>The use case of an action, or null.</summary>
    public UseCase? Find(string action) => byAction.Value.GetValueOrDefault(action);

    /// <summary>Opens one transaction for several reads of one caller.</summary>
    /// <exception cref="CrmException">Forbidden: the caller is not an active member. Unavailable: the database does not answer.</exception>
    public Task<ReadScope> BeginReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return executor.BeginReadAsync(caller, cancellationToken);
    }
}
