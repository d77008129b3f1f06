using Crm.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Components;

/// <summary>Several reads in one transaction.</summary>
internal sealed class Reading(IServiceProvider services, ReadScope reads, Caller caller)
{
    /// <summary>Who reads.</summary>
    public Caller Caller => caller;

    /// <summary>A use case or another of the scope's services.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Reads by a use case.</summary>
    public Task<TResult> ReadAsync<TInput, TResult>(UseCase<TInput, TResult> useCase, TInput input)
        where TInput : class => reads.ReadAsync(useCase, input);
}
