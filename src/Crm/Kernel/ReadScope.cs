namespace Crm.Kernel;

/// <summary>Several reads of one caller in one transaction, so that they see one moment and members are loaded once. Not thread-safe. Dispose it to end the transaction.</summary>
public sealed class ReadScope : IAsyncDisposable
{
    private readonly IUnitOfWork unit;
    private readonly Work work;

    internal ReadScope(IUnitOfWork unit, Work work) => (this.unit, this.work) = (unit, work);

    /// <summary>Reads within the transaction.</summary>
    /// <exception cref="ArgumentException">The use case writes.</exception>
    /// <exception cref="CrmException">As the use case throws it.</exception>
    public Task<TResult> ReadAsync<TInput, TResult>(UseCase<TInput, TResult> useCase, TInput input)
        where TInput : class
    {
        ArgumentNullException.ThrowIfNull(useCase);
        ArgumentNullException.ThrowIfNull(input);
        return useCase.IsRead
            ? useCase.ReadInAsync(work, input)
            : throw new ArgumentException($"{useCase.Action} writes; it needs a transaction of its own.", nameof(useCase));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => unit.DisposeAsync();
}
