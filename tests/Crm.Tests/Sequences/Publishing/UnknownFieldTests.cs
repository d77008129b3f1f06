using Crm.Records;
using Crm.Sequences.Running;
using Crm.Setup;

namespace Crm.Sequences.Publishing;

/// <summary>A field that the type of record does not have is refused when a sequence is published: its fallback would go to everybody.</summary>
internal sealed class UnknownFieldTests
{
    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync("sqlite");

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [TestCase("contact", "{{ contact.lastname | default: 'friend' }}", "last_name")]
    [TestCase("contact", "{% if contact.jobtitle %}Boss{% else %}You{% endif %}", "title")]
    [TestCase("contact", "{% case company.industri %}{% when 'steel' %}a{% else %}b{% endcase %}", "industry")]
    [TestCase("contact", "{{ sender.nam | default: 'us' }}", "name")]
    [TestCase("contact", "{{ contact['emial'] | default: 'you' }}", "email")]
    [TestCase("contact", "{% assign who = contact %}{{ who.tilte | default: 'you' }}", "title")]
    [TestCase("contact", "{{ contact.source | default: 'the web' }}", null, Description = "a lead's field")]
    [TestCase("deal", "{{ record.expected_closing | default: 'soon' }}", "expected_close")]
    [TestCase("deal", "{{ deal.ammount | default: 'a sum' }}", "amount")]
    public void A_field_that_nobody_has_is_named_with_its_line_and_what_was_meant(string type, string template, string? meant)
    {
        var refused = Assert.ThrowsAsync<CrmException>(() => desk.PublishAsync(Yaml(type, template)));
        var problem = ((CrmError.Invalid)refused!.Error).Problems.Single();
        Assert.That((problem.Field, problem.Line), Is.EqualTo(("steps[0].body", (long?)8)));
        Assert.That(problem.Message, meant is null ? Does.Contain("it has ") : Does.Contain($"did you mean {meant}?"));
    }

    [TestCase("contact", "{{ contact.First_Name | default: 'you' }} {{ company.website | default: '' }} {{ contact.owner_email | default: '' }}")]
    [TestCase("lead", "{{ contact.source | default: 'the web' }} {{ record.status }}")]
    [TestCase("deal", "{{ deal.amount }} {{ record.stage }} {{ contact.name }} {{ sender.email }}")]
    public void Fields_that_a_type_has_are_published(string type, string template) => Assert.DoesNotThrowAsync(() => desk.PublishAsync(Yaml(type, template)));

    [Test]
    public async Task A_custom_field_is_one_as_soon_as_it_is_defined()
    {
        var yaml = Yaml("contact", "{{ contact.shoe_size | default: '42' }}");
        Assert.ThrowsAsync<CrmException>(() => desk.PublishAsync(yaml));
        await desk.UseCase<DefineCustomField>()
            .ExecuteAsync(desk.Administrator, new DefineCustomFieldInput(RecordType.Contact, "shoe_size", "Shoe size", CustomFieldKind.Number), default);

        Assert.DoesNotThrowAsync(() => desk.PublishAsync(yaml));
    }

    [Test]
    public async Task A_revised_text_is_looked_at_too()
    {
        await desk.PublishAsync(Yaml("contact", "Hello"));
        var texts = new Dictionary<string, string> { ["body"] = "Hello {{ contact.fistname | default: 'you' }}" };
        var refused = Assert.ThrowsAsync<CrmException>(() =>
            desk.UseCase<ReviseText>().ExecuteAsync(desk.Administrator, new ReviseTextInput("mails", "hello", texts), default)
        );
        Assert.That(((CrmError.Invalid)refused!.Error).Problems.Single().Field, Is.EqualTo("texts.body"));
    }

    [TestCase("{{ 'now' | date: '%Y' }}")]
    public void The_word_now_is_refused_when_it_is_published(string template) =>
        Assert.ThrowsAsync<CrmException>(() => desk.PublishAsync(Yaml("contact", template)));

    private static string Yaml(string type, string template) =>
        $"""
            sequence: Mails
            key: mails
            for: [{type}]
            steps:
              - key: hello
                step: email.auto
                subject: "Hello"
                body: "{template}"
            """;
}
