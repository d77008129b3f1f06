using Crm.Hosting;
using Crm.Testing;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

/// <summary>Says, once per test assembly, which servers are missing. In no namespace, so that it covers the whole assembly; to the error stream, since the console keeps Progress to itself.</summary>
[SetUpFixture]
internal sealed class ServersNote
{
    [OneTimeSetUp]
    public void Tell()
    {
        if (Servers.Missing.Count > 0)
        {
            TestContext.Error.WriteLine($"Left out: the fixtures that need {string.Join(", ", Servers.Missing)}. tests/run.sh starts these servers.");
        }
    }
}

/// <summary>Picks the store that the assembly's tests run on.</summary>
[SetUpFixture]
internal sealed class StoreUnderTest
{
    [OneTimeSetUp]
    public void Pick() => TestStore.Use(crm => crm.UseEntityFrameworkCore());
}
