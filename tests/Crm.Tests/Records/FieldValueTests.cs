using System.Text.Json;
using Crm.Import;
using Crm.Plugins;

namespace Crm.Records;

public sealed class FieldValueTests
{
    private static readonly Guid Id = Guid.Parse("01990000-0000-7000-8000-000000000001");

    public static IEnumerable<TestCaseData> Values =>
        [
            new((FieldValue)"Ada", "\"Ada\""),
            new((FieldValue)1250.50m, "1250.50"),
            new((FieldValue)new DateOnly(2026, 3, 2), "\"2026-03-02\""),
            new((FieldValue)true, "true"),
            new((FieldValue)new MemberId(Id), $"\"{Id}\""),
            new((FieldValue)new RecordId(Id), $"\"{Id}\""),
        ];

    public static IEnumerable<Type> Inputs =>
        [
            typeof(LeadInput),
            typeof(ContactInput),
            typeof(CompanyInput),
            typeof(DealInput),
            typeof(CreateRecordInput),
            typeof(UpdateRecordInput),
            typeof(UpsertRecordInput),
            typeof(ConvertLeadInput),
            typeof(ListRecordsInput),
            typeof(SelectRecordsInput),
            typeof(ImportFileInput),
        ];

    [TestCaseSource(nameof(Values))]
    public void A_value_is_a_plain_JSON_value(FieldValue value, string json) =>
        Assert.That(JsonSerializer.Serialize(value, ContractJson.Options), Is.EqualTo(json));

    [Test]
    public void Fields_are_read_from_JSON()
    {
        const string Json = """{"fields": {"name": "Ada", "amount": 12.5, "checked": true, "title": null}}""";
        var input = JsonSerializer.Deserialize<RecordInput>(Json, ContractJson.Options)!;
        Assert.That(input.Fields.Values, Is.EqualTo(new FieldValue?[] { "Ada", 12.5m, true, null }));
    }

    [TestCase("""{"fields": {"name": ["Ada"]}}""")]
    [TestCase("""{"fields": {"name": {"first": "Ada"}}}""")]
    public void Lists_and_objects_are_no_values(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<RecordInput>(json, ContractJson.Options), Throws.TypeOf<JsonException>());

    [TestCaseSource(nameof(Inputs))]
    public void An_input_can_be_described(Type input) => Assert.That(ContractJson.SchemaOf(input).GetProperty("type").ToString(), Does.Contain("object"));

    [Test]
    public void A_file_stands_beside_the_JSON_of_its_input()
    {
        const string Json = """{"mapping": {"kind": "contacts", "columns": [{"column": "Mail", "field": "email"}]}, "isDryRun": true}""";
        using var content = new MemoryStream([1]);
        var input = (ImportFileInput)JsonSerializer.Deserialize<ImportFileInput>(Json, ContractJson.Options)!.WithFile(content, "people.csv");
        Assert.Multiple(() =>
        {
            Assert.That((input.Content, input.FileName, input.IsDryRun, input.Mapping.Kind), Is.EqualTo((content, "people.csv", true, ImportKind.Contacts)));
            Assert.That(JsonSerializer.Serialize(input, ContractJson.Options), Does.Not.Contain("content").IgnoreCase);
        });
    }
}
