using System.Text;

namespace Crm.Tests.Hosts.Story;

/// <summary>The commands of docs/tour.md, as they stand there.</summary>
[NonParallelizable]
public sealed class TourTests
{
    private string folder = null!;

    [SetUp]
    public void Begin() => folder = Directory.CreateTempSubdirectory("crm-tour-").FullName;

    [TearDown]
    public void End() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Every_command_of_the_tour_works_as_it_stands_there()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("The tour is written for a POSIX shell.");
        var script = new StringBuilder("set -euo pipefail\n");
        foreach (var line in Commands())
            script.Append("printf '\\n$ %s\\n' ").Append(Quoted(line)).Append('\n').Append(line).Append('\n');

        await using var shell = HostProcess.Start("bash", ["-c", script.ToString()], Repository.Root, new Dictionary<string, string> { ["TMPDIR"] = folder });
        var code = await shell.EndAsync(TimeSpan.FromMinutes(9));

        TestContext.Out.WriteLine(shell.Output);
        Assert.That(code, Is.Zero, () => shell.Output + shell.Error);
        Assert.That(shell.Output, Does.Contain("No problems found.").And.Contain("200 Finished"));
        Assert.That(Directory.EnumerateFiles(Path.Combine(folder, "crm-tour", "mail"), "*.eml").Count(), Is.EqualTo(400));
    }

    private static List<string> Commands()
    {
        var commands = new List<string>();
        var isCode = false;
        foreach (var line in File.ReadLines(Repository.At("docs", "tour.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = line == "```sh";
            else if (isCode)
                commands.Add(line);
        }
        return commands;
    }

    private static string Quoted(string line) => $"'{line.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
