using Crm.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Components;

/// <summary>Calls use cases as the person who is signed in, each in a scope of its own: a circuit's scope lives for hours, and its store must not.</summary>
internal sealed class Engine(IServiceScopeFactory scopes, ICallerProvider callers)
{
    /// <summary>Runs one use case.</summary>
    /// <param name="run">Executes it.</param>
    /// <param name="cancellationToken">Ends the wait for the caller.</param>
    /// <exception cref="CrmException">As the use case throws it.</exception>
    public async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Caller, Task<TResult>> run, CancellationToken cancellationToken = default)
        where TUseCase : UseCase
    {
        var caller = await callers.GetCallerAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>(), caller);
    }

    /// <summary>Runs several reads in one transaction.</summary>
    /// <param name="read">Reads; resolves the use cases from what it is given.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="CrmException">As a use case throws it.</exception>
    public async Task<TResult> ReadAsync<TResult>(Func<Reading, Task<TResult>> read, CancellationToken cancellationToken = default)
    {
        var caller = await callers.GetCallerAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await using var reads = await scope.ServiceProvider.GetRequiredService<UseCaseCatalog>().BeginReadAsync(caller, cancellationToken);
        return await read(new Reading(scope.ServiceProvider, reads, caller));
    }
}
