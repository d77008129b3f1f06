using System.Runtime.CompilerServices;

namespace Crm.Tests.Plugins.Sample;

public sealed class SampleSizeTests
{
    [TestCase("WhatsAppMessage.cs")]
    [TestCase("LinkedInConnect.cs")]
    public void A_new_type_or_step_is_one_file_under_25_lines(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), file)).SkipWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal));
        Assert.That(lines.Count(), Is.LessThan(25));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "plugins", "Crm.Plugins.Sample");
}
