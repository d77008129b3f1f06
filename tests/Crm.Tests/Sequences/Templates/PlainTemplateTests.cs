using Crm.Records;
using CsCheck;

namespace Crm.Sequences.Templates;

/// <summary>The short way of plain templates says what the interpreter says.</summary>
internal sealed class PlainTemplateTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.OneOf(
            new[] { "{{ contact.first_name }}", "{{contact.name}}", "{{ company.name }}", "{{ contact.score }}", "{{  contact.Odd }}" }
                .Select(text => Gen.Const(text))
                .ToArray()
        ),
        Gen.OneOf(new[] { "Dear ", "\n", " <b>", "&amp;", "{ ", " }", "%", "é", "100 %}" }.Select(text => Gen.Const(text)).ToArray()),
        Gen.String[Gen.Char['a', 'z'], 0, 8]
    );

    [Test]
    public void Both_ways_say_the_same() =>
        Gen.Select(Pieces.Array[0, 8], Gen.Bool)
            .Sample(
                (pieces, html) =>
                {
                    var template = string.Concat(pieces);
                    var templates = new LiquidTemplates();
                    // A tag with a filter that changes nothing sends the same text the long way.
                    return Said(() => templates.Render(template, Model, html) + " ")
                        == Said(() => templates.Render(template + " {{ '' | append: '' }}", Model, html));
                },
                iter: 3_000
            );

    [Test]
    public void A_tag_without_value_is_named() =>
        Assert.That(
            Assert.Throws<MissingValueException>(() => new LiquidTemplates().Render("Dear {{ contact.last_name }}", Model))!.Tag,
            Is.EqualTo("contact.last_name")
        );

    private static TemplateModel Model { get; } = TemplateModel.From(Snapshot(RecordType.Contact), Snapshot(RecordType.Contact), Snapshot(RecordType.Company));

    private static RecordSnapshot Snapshot(RecordType type) =>
        new()
        {
            Ref = new RecordRef(type, new RecordId(new Guid(1, 0, 0, new byte[8]))),
            Name = "Ann & <Sons>",
            Fields = new Dictionary<string, object>
            {
                ["first_name"] = "Ann \"<i>\" é",
                ["score"] = 12.5m,
                ["odd"] = "odd",
            },
        };

    private static string Said(Func<string> render)
    {
        try
        {
            return render();
        }
        catch (Exception exception) when (exception is MissingValueException or TemplateException)
        {
            return exception.GetType().Name;
        }
    }
}
