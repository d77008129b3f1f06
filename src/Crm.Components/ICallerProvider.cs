using Crm.Kernel;

namespace Crm.Components;

/// <summary>Who uses the components: the host's sign-in, as the engine knows it. One per request or circuit.</summary>
public interface ICallerProvider
{
    /// <summary>The tenant and the member that signed in.</summary>
    /// <exception cref="CrmException">Forbidden: nobody is signed in any more.</exception>
    ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken);
}
