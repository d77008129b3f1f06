using System.Xml.Linq;
using Crm.Accounts;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Crm.Web.Guards;

/// <summary>Keeps the keys that protect cookies and forms in the engine's database, so that they outlast this process and all web hosts have the same.</summary>
internal sealed class KeyRepository(IServiceScopeFactory scopes) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Await(keys => keys.GetAllAsync(CancellationToken.None)).Select(XElement.Parse)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        Await(async keys =>
        {
            await keys.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
            return true;
        });

    /// <summary>The framework asks without awaiting: once at the first request, and when a key is made or refreshed, a few times a year.</summary>
    private T Await<T>(Func<KeyRing, Task<T>> work) =>
        Task.Run(async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await work(scope.ServiceProvider.GetRequiredService<KeyRing>());
            })
            .GetAwaiter()
            .GetResult();
}
