using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Plugins;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel;

/// <summary>What all use cases have in common, and the page that lists them.</summary>
internal sealed partial class UseCaseCatalogTests
{
    private CrmHarness crm = null!;
    private AsyncServiceScope scope;
    private IReadOnlyCollection<UseCase> all = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        crm = await CrmHarness.StartAsync();
        scope = crm.Services.CreateAsyncScope();
        all = scope.ServiceProvider.GetRequiredService<UseCaseCatalog>().All;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await scope.DisposeAsync();
        await crm.DisposeAsync();
    }

    [Test]
    public void Every_use_case_of_the_engine_stands_in_the_catalog() =>
        Assert.That(
            all.Select(useCase => useCase.GetType()),
            Is.EquivalentTo(typeof(UseCase).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(UseCase))))
        );

    [Test]
    public void Actions_are_named_noun_dot_verb() =>
        Assert.That(all.Select(useCase => useCase.Action).Where(action => !ActionForm().IsMatch(action)), Is.Empty);

    [Test]
    public void Every_right_is_taken_by_a_use_case() =>
        Assert.That(all.SelectMany(useCase => useCase.ConditionalRights.Append(useCase.Right)).Distinct(), Is.EquivalentTo(Enum.GetValues<Right>()));

    [Test]
    public void A_use_case_has_no_public_constructor() =>
        Assert.That(all.Where(useCase => useCase.GetType().GetConstructors().Length > 0).Select(useCase => useCase.GetType().Name), Is.Empty);

    [TestCase(false)]
    [TestCase(true)]
    public void Every_input_is_described_by_its_schema_and_survives_JSON(bool isFull)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var useCase in all)
            {
                var given = SchemaSample.Of(JsonSerializer.SerializeToNode(ContractJson.SchemaOf(useCase.InputType))!, isFull)!;
                var written = RoundTrip(useCase, given);
                if (written is null)
                    continue;
                Assert.That(Holds(written, given), $"{useCase.Action}: {given.ToJsonString()} became {written.ToJsonString()}");
            }
        }
    }

    [Test]
    public void Every_result_is_described_by_its_schema()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var useCase in all)
                Assert.That(() => ContractJson.SchemaOf(useCase.ResultType), Throws.Nothing, useCase.Action);
        }
    }

    /// <summary>What <c>Results.Json</c> of a minimal API and a controller write without further settings.</summary>
    [Test]
    public void A_result_is_written_by_any_serializer_as_by_the_contracts()
    {
        var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        using (Assert.EnterMultipleScope())
        {
            foreach (var useCase in all)
            {
                var sample = SchemaSample.Of(JsonSerializer.SerializeToNode(ContractJson.SchemaOf(useCase.ResultType))!, isFull: true);
                var result = sample.Deserialize(useCase.ResultType, ContractJson.Options);
                Assert.That(
                    JsonSerializer.SerializeToNode(result, useCase.ResultType, web)?.ToJsonString(),
                    Is.EqualTo(JsonSerializer.SerializeToNode(result, useCase.ResultType, ContractJson.Options)?.ToJsonString()),
                    useCase.Action
                );
            }
        }
    }

    [Test]
    public void The_page_of_all_use_cases_is_up_to_date() => CommittedPage.AssertIs("docs/use-cases.md", "CRM_WRITE_USE_CASES", UseCasePage.Of(all));

    /// <summary>Whether all that was given is there; what has a default may have come besides.</summary>
    private static bool Holds(JsonNode? written, JsonNode? given) =>
        given is JsonObject members ? members.All(member => Holds(written?[member.Key], member.Value)) : JsonNode.DeepEquals(given, written);

    private static JsonNode? RoundTrip(UseCase useCase, JsonNode given)
    {
        try
        {
            return JsonSerializer.SerializeToNode(given.Deserialize(useCase.InputType, ContractJson.Options), useCase.InputType, ContractJson.Options);
        }
        catch (JsonException exception)
        {
            Assert.Fail($"{useCase.Action}: {given.ToJsonString()} is what the schema asks for, and is refused: {exception.Message}");
            return null;
        }
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex ActionForm();
}
