using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Kernel;

public sealed class ContractJsonTests
{
    private static readonly MemberId Member = new(Guid.Parse("01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11"));
    private static readonly RecordRef Contact = new(RecordType.Contact, new RecordId(Member.Value));

    [Test]
    public void Every_id_is_written_as_its_text() =>
        Assert.That(
            new[] { typeof(MemberId).Assembly, typeof(TeamId).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type is { IsValueType: true, IsPublic: true } && type.Name.EndsWith("Id", StringComparison.Ordinal))
                .Where(type =>
                    ((JsonConverterAttribute?)Attribute.GetCustomAttribute(type, typeof(JsonConverterAttribute)))?.ConverterType != typeof(IdJsonConverter)
                ),
            Is.Empty
        );

    [Test]
    public void Every_enum_is_written_as_its_word() =>
        Assert.That(
            new[] { typeof(MemberId).Assembly, typeof(TeamId).Assembly, typeof(UseCase).Assembly }
                .SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => type.IsEnum)
                .Where(type =>
                    ((JsonConverterAttribute?)Attribute.GetCustomAttribute(type, typeof(JsonConverterAttribute)))?.ConverterType != typeof(EnumJsonConverter)
                ),
            Is.Empty
        );

    [Test]
    public void Ids_records_and_actors_are_texts_also_as_keys()
    {
        var given = new Everything(Member, Contact, Actor.System("console"), new Dictionary<MemberId, RecordRef> { [Member] = Contact });

        var json = JsonSerializer.Serialize(given, ContractJson.Options);
        var read = JsonSerializer.Deserialize<Everything>(json, ContractJson.Options)!;

        Assert.That(
            json,
            Is.EqualTo(
                $$$"""{"member":"{{{Member}}}","record":"contact:{{{Member}}}","actor":"system:console","byMember":{"{{{Member}}}":"contact:{{{Member}}}"}}"""
            )
        );
        Assert.That((read.Member, read.Record, read.Actor, read.ByMember[Member]), Is.EqualTo((Member, Contact, given.Actor, Contact)));
    }

    [TestCase("""{"member":{"value":"01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11"}}""", "A MemberId is expected")]
    [TestCase("""{"record":"person:01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11"}""", "A record is expected")]
    [TestCase("""{"actor":"robot:1"}""", "An actor is expected")]
    [TestCase("""{"colour":"red"}""", "colour")]
    public void What_is_none_is_refused(string json, string says) =>
        Assert.That(() => JsonSerializer.Deserialize<Everything>(json, ContractJson.Options), Throws.TypeOf<JsonException>().With.Message.Contains(says));

    private sealed record Everything(MemberId Member, RecordRef Record, Actor Actor, IReadOnlyDictionary<MemberId, RecordRef> ByMember);

    [TestCase("""{ "floor": 3, "bulding": "B" }""", "It has no member 'bulding'; the members are building, floor.")]
    [TestCase("""{ "floor": 3 }""", "It must have 'building'.")]
    [TestCase("""{ "building": "B", "floor": "third" }""", "'floor' has a value of the wrong kind.")]
    [TestCase("""[1]""", "A JSON object of the expected form is needed.")]
    public void What_is_wrong_is_said_without_a_word_of_dotnet(string json, string expected)
    {
        Assert.That(ContractJson.TryRead<Site>(JsonElement.Parse(json), out _, out var why), Is.False);
        Assert.That(why, Is.EqualTo(expected));
    }

    private sealed record Site(string Building, int Floor = 0);
}
