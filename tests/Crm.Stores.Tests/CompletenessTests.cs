using System.Reflection;
using Crm.Testing;
using Crm.Testing.Stores;

namespace Crm.Stores.Tests;

/// <summary>Fails while a port has no suite, or a suite is not run on a database.</summary>
internal sealed class CompletenessTests
{
    private static readonly IReadOnlyList<Type> Suites =
    [
        .. typeof(StoreSuite).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoreSuite)) && type.IsAbstract),
    ];

    [Test]
    public void Proves_every_port()
    {
        Type[] rows = [typeof(IRow), typeof(IRevisioned)];
        var ports = typeof(ITenantStore).Assembly.GetExportedTypes().Where(type => type is { IsInterface: true, Namespace: "Crm.Stores" }).Except(rows);
        var proven = Suites.SelectMany(suite => suite.GetCustomAttributes<ProvesAttribute>()).Select(proves => proves.Port);
        Assert.That(ports.Except(proven), Is.Empty);
    }

    [Test]
    public void Runs_every_suite_on_every_database()
    {
        foreach (var suite in Suites)
        {
            var derived = typeof(CompletenessTests).Assembly.GetTypes().SingleOrDefault(type => type.IsSubclassOf(suite));
            Assert.That(derived?.GetCustomAttribute<TestFixtureSourceAttribute>()?.SourceName, Is.EqualTo(nameof(TestDatabase.Kinds)), suite.Name);
        }
    }
}
