using Crm.Hosting;

namespace Crm.Testing;

/// <summary>The mapper whose stores test databases and harnesses work with. Pick it once, before the first test: with NUnit in a fixture of the whole assembly.</summary>
public static class TestStore
{
    private static Action<CrmBuilder>? picked;

    /// <summary>Picks it, as a host does.</summary>
    /// <param name="store">Such as <c>crm => crm.UseEntityFrameworkCore()</c>.</param>
    public static void Use(Action<CrmBuilder> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        picked = store;
    }

    /// <summary>Adds it to a host.</summary>
    internal static void AddTo(CrmBuilder builder) =>
        (picked ?? throw new InvalidOperationException("No store is picked: call TestStore.Use(crm => crm.UseEntityFrameworkCore()) before the first test."))(
            builder
        );
}
