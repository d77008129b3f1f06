using Crm.Plugins;
using Crm.Plugins.Essentials.Activities;
using Crm.Sequences.Definition;
using Crm.Sequences.Templates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Plugins;

public sealed class DocumentationTests
{
    [Test]
    public void Code_in_the_page_for_partners_is_the_samples() => Documentation.AssertCodeOccurs("docs/plugins.md");

    [TestCaseSource(nameof(Sequences))]
    public void A_sequence_in_the_documentation_can_be_published(string place, string yaml)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        PluginLoader.Load(services, new PluginOptions(), [typeof(MeetingActivity).Assembly], new ConfigurationBuilder().Build());
        using var provider = services.BuildServiceProvider();
        var definition = SequenceYaml.Parse(yaml, provider.GetRequiredService<PluginCatalog>().StepHandlers);
        Assert.That(definition.Steps, Is.Not.Empty, place);
        foreach (var text in definition.Steps.SelectMany(step => step.Settings.EnumerateObject()).Select(setting => setting.Value.ToString()))
            Assert.That(() => LiquidTemplates.Check(text), Throws.Nothing, place);
    }

    private static IEnumerable<object[]> Sequences() =>
        Documentation
            .Pages.SelectMany(page => Documentation.Blocks(page, "yaml"))
            .Where(block => block.Text.Any(line => line.StartsWith("sequence:", StringComparison.Ordinal)))
            .Select(block => new object[] { block.Place, string.Join('\n', block.Text) })
            .Concat(
                Directory
                    .EnumerateFiles(Path.Combine(Documentation.Root, "docs", "examples", "sequences"), "*.yaml")
                    .Select(path => new object[] { Path.GetFileName(path), File.ReadAllText(path) })
            );
}
