namespace Crm.Tests.Architecture;

/// <summary>What a rule found, each in a sentence.</summary>
internal static class Violations
{
    /// <summary>Fails with all of them and their number.</summary>
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        if (all.Count > 0)
            Assert.Fail($"{all.Count} found:\n{string.Join("\n", all)}");
    }
}
