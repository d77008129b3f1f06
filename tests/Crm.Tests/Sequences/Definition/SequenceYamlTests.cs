using System.Text.Json;
using Crm.Plugins;
using Crm.Records;
using CsCheck;

namespace Crm.Sequences.Definition;

public sealed class SequenceYamlTests
{
    private const string Welcome = """
        sequence: Welcome
        for: [contact, lead]
        owner: ada@example.com
        reenroll: when-not-active
        exclusive: only against exclusive
        zone: Europe/Berlin
        steps:
          - key: hello
            step: email.auto
            subject: 'Hello {{ contact.first_name | default: "there" }}'
            text: |
              One
              Two
          - key: call
            step: acme.call
            delay: 2 business days
            at: "09:00"
            wait: false
            times: 3
            tone: veryKind
            tags: [12, b]
        """;

    private static readonly Dictionary<string, StepHandler> Handlers = new ISequenceStepHandler[] { new EmailAuto(), new AcmeCall() }.ToDictionary(
        handler => handler.Descriptor.Key,
        handler => new StepHandler(handler)
    );

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String[Gen.Char["abc XYZ019.:-#&*!|>'\"%@`[]\\,?~\n\t \r\u00e9\u2028\u0085\ufeff\0"], 0, 24],
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 8],
        Gen.Int[0, 9].Select(index => new[] { "true", "null", "~", "12", "0x1F", "1_000", "2026-01-01", "\U0001F600", "- a", "---" }[index])
    );
    private static readonly Gen<string> AnyKey = Gen.String[Gen.Char["abcxyz019"], 1, 12];

    private static readonly Gen<StepDefinition> AnyStep = Gen.Select(
        Gen.Select(Gen.Int[0, 365], Gen.Enum<DelayUnit>(), (amount, unit) => new Delay(amount, unit)),
        Gen.Int[-1, 1439],
        Gen.Bool,
        Gen.OneOf(
            Gen.Select(AnyText, AnyText, (subject, text) => ("crm.email.auto", Json(new { subject = subject.Replace("{", ""), text }))),
            Gen.Select(
                Gen.Int[1, 10],
                AnyText.Array[0, 3],
                AnyText,
                (times, tags, delay) =>
                    (
                        "acme.call",
                        Json(
                            new
                            {
                                times,
                                tags,
                                delay,
                                tone = "veryKind",
                                note = (string?)null,
                            }
                        )
                    )
            )
        ),
        (delay, minute, wait, handler) =>
            new StepDefinition
            {
                Key = "replaced",
                Type = handler.Item1,
                Delay = delay,
                At = minute < 0 ? null : TimeOnly.MinValue.AddMinutes(minute),
                Wait = wait,
                Settings = handler.Item2,
            }
    );

    private static readonly Gen<SequenceDefinition> AnyDefinition = Gen.Select(
        AnyText.Where(name => !string.IsNullOrWhiteSpace(name)),
        AnyKey,
        Gen.Int[1, 15],
        Gen.Enum<Reenroll>(),
        Gen.Enum<Exclusive>(),
        Gen.Bool,
        AnyStep.Array[1, 5],
        (name, key, types, reenroll, exclusive, more, steps) =>
            new SequenceDefinition
            {
                Name = name,
                Key = key,
                RecordTypes = [.. Enum.GetValues<RecordType>().Where(type => (types & (1 << (int)type)) != 0)],
                Reenroll = reenroll,
                Exclusive = exclusive,
                Owner = more ? "ada@example.com" : null,
                Zone = more ? "Asia/Kathmandu" : null,
                Steps = [.. steps.Select((step, index) => step with { Key = $"{key}-{index}" })],
            }
    );

    [Test]
    public void Reads_a_sequence()
    {
        var definition = SequenceYaml.Parse(Welcome, Handlers);
        Assert.That(
            definition,
            Is.EqualTo(
                new SequenceDefinition
                {
                    Key = "welcome",
                    Name = "Welcome",
                    RecordTypes = [RecordType.Contact, RecordType.Lead],
                    Owner = "ada@example.com",
                    Reenroll = Reenroll.WhenNotActive,
                    Exclusive = Exclusive.OnlyAgainstExclusive,
                    Zone = "Europe/Berlin",
                    Steps =
                    [
                        new StepDefinition
                        {
                            Key = "hello",
                            Type = "crm.email.auto",
                            Settings = Json(new { subject = "Hello {{ contact.first_name | default: \"there\" }}", text = "One\nTwo\n" }),
                        },
                        new StepDefinition
                        {
                            Key = "call",
                            Type = "acme.call",
                            Delay = Delay.Parse("2 business days"),
                            At = new TimeOnly(9, 0),
                            Wait = false,
                            Settings = Json(
                                new
                                {
                                    times = 3,
                                    tone = "veryKind",
                                    tags = new[] { "12", "b" },
                                }
                            ),
                        },
                    ],
                }
            )
        );
    }

    [Test]
    public void What_is_written_is_read_again() =>
        AnyDefinition.Sample(definition =>
        {
            var yaml = SequenceYaml.Write(definition);
            Assert.That(SequenceYaml.Parse(yaml, Handlers), Is.EqualTo(definition), yaml);
        });

    [Test]
    public void What_is_stored_as_json_is_read_again() =>
        AnyDefinition.Sample(definition => SequenceDefinition.FromJson(definition.ToJson()).Equals(definition));

    [Test]
    public void Leaves_out_the_essential_plugins_prefix_and_what_has_its_default()
    {
        var definition = SequenceYaml.Parse("sequence: Short\nfor: [lead]\nsteps:\n- key: a\n  step: crm.email.auto\n  subject: x\n  text: \"1\"", Handlers);
        Assert.That(
            SequenceYaml.Write(definition),
            Is.EqualTo("sequence: Short\nfor: [lead]\nsteps:\n- key: a\n  step: email.auto\n  subject: x\n  text: \"1\"\n")
        );
    }

    [Test]
    public void All_problems_are_named_with_field_and_line()
    {
        const string Yaml = """
            sequence: Broken
            fro: [lead]
            for: [lead, person]
            owner: nobody
            reenroll: never
            zone: Germany/Berlin
            steps:
              - key: a
                step: email.auto
                delay: 2 weeks
                at: 9 o'clock
                wait: maybe
                subject: Hi {{ contct.name }}
                txt: x
              - key: a
                step: email.atuo
              - key: b
                step: acme.call
                times: many
                tone: rude
              - key: c
                step: acme.call
                times: 99
                tone: veryKind
            """;
        Assert.That(
            Problems(Yaml).Select(problem => $"{problem.Line} {problem.Field}"),
            Is.EqualTo([
                "2 fro",
                "3 for",
                "4 owner",
                "5 reenroll",
                "6 zone",
                "8 steps[0].text",
                "10 steps[0].delay",
                "11 steps[0].at",
                "12 steps[0].wait",
                "13 steps[0].subject",
                "14 steps[0].txt",
                "15 steps[1].key",
                "16 steps[1].step",
                "19 steps[2].times",
                "20 steps[2].tone",
                "23 steps[3].times",
            ])
        );
    }

    [TestCase("txt: x", "steps[0].txt", "is unknown; allowed are subject, text")]
    [TestCase("subject: '{% if %}'", "steps[0].subject", "line 1: ")]
    [TestCase("subject: '{{ contct.name }}'", "steps[0].subject", "line 1: 'contct' is unknown")]
    [TestCase("subject: [a]", "steps[0].subject", "must be a text, was a list")]
    [TestCase("text: forbidden", "steps[0].text", "The handler says no.")]
    public void A_setting_that_is_wrong_says_what_is_allowed(string line, string field, string message)
    {
        var rest = string.Concat(
            new[] { "subject", "text" }.Where(name => !line.StartsWith(name, StringComparison.Ordinal)).Select(name => $"    {name}: ok\n")
        );
        var problem = Problems($"sequence: X\nfor: [lead]\nsteps:\n  - step: email.auto\n    {line}\n{rest}").Single();
        Assert.That(problem.Field, Is.EqualTo(field));
        Assert.That(problem.Line, Is.EqualTo(5));
        Assert.That(problem.Message, Does.StartWith(message));
    }

    [Test]
    public void An_unknown_handler_lists_the_loaded_ones() =>
        Assert.That(
            Problems("sequence: X\nfor: [lead]\nsteps:\n  - step: sms").Single().Message,
            Is.EqualTo("There is no step handler 'sms'; loaded are acme.call, crm.email.auto.")
        );

    private static IEnumerable<TestCaseData> Hostile()
    {
        yield return new TestCaseData("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "anchors").SetName("Refuses_aliases");
        yield return new TestCaseData("a: !!binary x", "tags").SetName("Refuses_tags");
        yield return new TestCaseData(new string('#', (256 * 1024) + 1), "at most 256 kB").SetName("Refuses_what_is_too_big");
        yield return new TestCaseData("a: " + new string('[', 200_000), "deeper").SetName("Refuses_what_is_too_deep");
        yield return new TestCaseData(string.Concat(Enumerable.Repeat("- ", 100_000)), "deeper").SetName("Refuses_lists_in_lists");
        yield return new TestCaseData("a: [" + string.Concat(Enumerable.Repeat("x,", 60_000)) + "]", "more than").SetName("Refuses_too_many_values");
        yield return new TestCaseData("a: 1\na: 2", "Duplicate").SetName("Refuses_a_key_that_comes_twice");
        yield return new TestCaseData("a: 1\n---\nb: 2", "second document").SetName("Refuses_a_second_document");
        yield return new TestCaseData("a: [1\nb: 2", "").SetName("Refuses_an_open_list");
        yield return new TestCaseData("a: \"x", "").SetName("Refuses_an_open_quote");
        yield return new TestCaseData("a: Hi {{ x | default: 'y' }}", "put a text with a colon in quotes").SetName("Says_how_to_write_a_colon");
        yield return new TestCaseData("", "one mapping").SetName("Refuses_an_empty_file");
        yield return new TestCaseData("- a", "one mapping").SetName("Refuses_a_list");
    }

    [TestCaseSource(nameof(Hostile))]
    [CancelAfter(5000)]
    public void Refuses(string yaml, string message) => Assert.That(Problems(yaml).Single().Message, Does.Contain(message));

    [Test]
    public void Any_text_is_read_or_refused_as_invalid() =>
        Gen.Select(Gen.Int[0, Welcome.Length - 1], Gen.Int[0, 10], AnyText)
            .Sample(
                (start, length, text) =>
                {
                    try
                    {
                        SequenceYaml.Parse(Welcome.Remove(start, Math.Min(length, Welcome.Length - start)).Insert(start, text), Handlers);
                    }
                    catch (CrmException exception) when (exception.Error is CrmError.Invalid { Problems.Count: > 0 }) { }
                }
            );

    [TestCase("Welcome, 2026!", "welcome-2026")]
    [TestCase("  Ünïted  Kéys ", "united-keys")]
    [TestCase("日本", "")]
    public void A_key_is_derived_from_the_name(string name, string key) => Assert.That(SequenceDefinition.KeyOf(name), Is.EqualTo(key));

    private static IReadOnlyList<Problem> Problems(string yaml) =>
        ((CrmError.Invalid)Assert.Throws<CrmException>(() => SequenceYaml.Parse(yaml, Handlers))!.Error).Problems;

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    private sealed record EmailSettings([property: Template] string Subject, string Text);

    private sealed class EmailAuto() : SequenceStepHandler<EmailSettings>("crm.email.auto", "Email")
    {
        protected override IReadOnlyList<SettingsProblem> Check(EmailSettings settings) =>
            settings.Text == "forbidden" ? [new SettingsProblem("text", "The handler says no.")] : [];

        protected override StepDecision Decide(StepContext context, EmailSettings settings) => new StepDecision.Skip("test");
    }

    private enum Tone
    {
        Formal,
        VeryKind,
    }

    private sealed record CallSettings(
        [property: System.ComponentModel.DataAnnotations.Range(1, 10)] int Times,
        Tone Tone,
        IReadOnlyList<string>? Tags = null,
        string? Delay = null,
        string? Note = null
    );

    private sealed class AcmeCall() : SequenceStepHandler<CallSettings>("acme.call", "Call")
    {
        protected override StepDecision Decide(StepContext context, CallSettings settings) => new StepDecision.Skip("test");
    }
}
