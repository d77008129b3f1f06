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
