using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Events;
using Crm.Installation;
using Crm.MassTransit;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Web.Guards;
using AllowedRange = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace Crm.Tests.Hosts;

public sealed partial class DocumentationTests
{
    private static readonly string[] WithCommands = ["README.md", "docs/console.md", "docs/import.md", "docs/plugins.md", "docs/running.md"];

    [TestCaseSource(nameof(Lines))]
    public async Task A_command_in_the_documentation_is_one_of_the_program(string place, string line)
    {
        var words = Word().Matches(line).Select(match => match.Value).Skip(1).ToList();
        var names = words.TakeWhile(word => Name().IsMatch(word)).Take(2).ToList();
        var output = new StringWriter();
        var code = await new CrmCommand(new ConsoleStreams(output, output)).RunAsync([.. names, "--help"], CancellationToken.None);
        var help = output.ToString();
        Assert.That(code, Is.EqualTo(CrmCommand.Ok), place);
        var usage = help.Split('\n').SkipWhile(text => !text.StartsWith("Usage", StringComparison.Ordinal)).Skip(1).First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(usage, Does.Contain($" {names[0]} "), $"{place}: there is no such command.");
            Assert.That(usage, Does.Not.Contain("[command]"), $"{place}: it lacks its second word.");
            foreach (var option in words.Where(word => word.StartsWith("--", StringComparison.Ordinal)))
                Assert.That(Option().Matches(help).Select(match => match.Value), Does.Contain(option), place);
        }
    }

    [TestCase(typeof(DatabaseOptions), "Crm:Database")]
    [TestCase(typeof(RunnerOptions), "Crm:Sequences")]
    [TestCase(typeof(SenderOptions), "Crm:Sender")]
    [TestCase(typeof(RelayOptions), "Crm:Relay")]
    [TestCase(typeof(RetentionOptions), "Crm:Retention")]
    [TestCase(typeof(BusOptions), "Crm:Bus")]
    [TestCase(typeof(LimitOptions), "Crm:Limits")]
    public void Every_option_is_documented_with_its_default_and_range(Type type, string section)
    {
        var rows = Documentation
            .Lines("docs/running.md")
            .Where(line => line.StartsWith("| `Crm:", StringComparison.Ordinal))
            .Select(Cells)
            .ToDictionary(cells => cells[1]);
        var options = Activator.CreateInstance(type);
        using (Assert.EnterMultipleScope())
        {
            foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            {
                Assert.That(rows, Does.ContainKey($"{section}:{property.Name}"));
                var row = rows.GetValueOrDefault($"{section}:{property.Name}") ?? ["", "", "", "", ""];
                // The hosts bring a connection of their own.
                if (property.Name != "Connection" && property.GetValue(options) is { } value)
                    Assert.That(row[3], Is.EqualTo(Convert.ToString(value, CultureInfo.InvariantCulture)), property.Name);
                if (property.GetCustomAttribute<AllowedRange>() is { Minimum: int least, Maximum: int most })
                    Assert.That(row[4], Is.EqualTo($"{least}–{most}"), property.Name);
            }
        }
    }

    private static string[] Cells(string row) => [.. row.Split('|').Select(cell => cell.Trim().Trim('`'))];

    private static IEnumerable<object[]> Lines() =>
        from page in WithCommands
        from block in Documentation.Blocks(page, "sh")
        from line in block.Text
        where line.StartsWith("./crm ", StringComparison.Ordinal)
        select new object[] { block.Place, line };

    /// <summary>A word of a shell's line: quoted parts belong to it.</summary>
    [GeneratedRegex("""(?:'[^']*'|"[^"]*"|[^\s'"])+""")]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
