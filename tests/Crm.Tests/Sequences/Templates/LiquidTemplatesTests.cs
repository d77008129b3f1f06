using System.Diagnostics;
using Crm.Records;
using CsCheck;

namespace Crm.Sequences.Templates;

public sealed class LiquidTemplatesTests
{
    private static readonly LiquidTemplates Templates = new();
    private static readonly TemplateModel Model = TemplateModel.From(
        Snapshot("Ada Lovelace", ("first_name", "Ada"), ("score", 7), ("rate", 1.50m), ("vip", true), ("empty_text", " "), ("since", new DateOnly(2026, 3, 9))),
        Snapshot("Ada Lovelace", ("first_name", "Ada"), ("note", "<script>alert('x')</script> & \"more\""), ("host", new Uri("https://secret.example/"))),
        sender: new Dictionary<string, object> { ["name"] = "Grace", ["email"] = "grace@example.com" }
    );

    [TestCase("no tags at all", "no tags at all")]
    [TestCase("Hello {{ contact.first_name }}!", "Hello Ada!")]
    [TestCase("{{ record.name }} {{ record.score }} {{ record.rate }} {{ record.vip }} {{ sender.name }}", "Ada Lovelace 7 1.5 true Grace")]
    [TestCase("{{ contact.First_Name }}", "Ada")]
    [TestCase("{{ contact['first_name'] }}", "Ada")]
    [TestCase("{{ contact.title | default: \"there\" }}", "there")]
    [TestCase("{{ contact.title | default: \"there\" | upcase }}", "THERE")]
    [TestCase("{{ contact.title | upcase | default: \"there\" }}", "there")]
    [TestCase("{{ contact.first_name | default: \"there\" }}", "Ada")]
    [TestCase("{{ deal.amount | default: \"\" }}|", "|")]
    [TestCase("{% if contact.title %}{{ contact.title }}{% else %}none{% endif %}", "none")]
    [TestCase("{% if contact.first_name == 'Ada' and record.score > 5 %}yes{% elsif true %}no{% endif %}", "yes")]
    [TestCase("{% unless record.vip %}a{% else %}b{% endunless %}", "b")]
    [TestCase("{% case contact.first_name %}{% when 'Ada' %}A{% else %}B{% endcase %}", "A")]
    [TestCase("{% assign who = contact.first_name | downcase %}{{ who }}", "ada")]
    [TestCase("{% capture who %}{{ contact.first_name }}+{% endcapture %}{{ who }}", "Ada+")]
    [TestCase("{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}", "1,2,3")]
    [TestCase("{{ record.since | date: \"%e %B %Y\" }}", "9 March 2026")]
    [TestCase("{{ record.score | times: 2 | plus: 0.5 }}", "14.5")]
    [TestCase("{{ record.name | replace: 'Ada', 'A.' | truncate: 6 }}", "A. ...")]
    [TestCase("{% raw %}{{ x }}{% endraw %}{% comment %}{{ y }}{% endcomment %}", "{{ x }}")]
    [TestCase("a { b } c", "a { b } c")]
    public void Renders(string template, string expected) => Assert.That(Templates.Render(template, Model), Is.EqualTo(expected));

    [TestCase("{{ contact.title }}", "contact.title")]
    [TestCase("Hi {{ contact.title | upcase }}", "contact.title")]
    [TestCase("{{ deal.amount }}", "deal.amount")]
    [TestCase("{{ company.address.city }}", "company.address.city")]
    [TestCase("{{ record.empty_text }}", "record.empty_text")]
    [TestCase("{{ 'Hi ' | append: contact.title }}", "contact.title")]
    [TestCase("{% assign who = contact.title %}{{ who }}", "who")]
    public void A_tag_without_value_and_without_fallback_is_named(string template, string tag)
    {
        Assert.That(() => Templates.Render(template, Model), Throws.TypeOf<MissingValueException>().With.Property("Tag").EqualTo(tag));
        Assert.That(() => Templates.RenderHtml(template, Model), Throws.TypeOf<MissingValueException>().With.Property("Tag").EqualTo(tag));
    }

    [TestCase("<b>{{ contact.note }}</b>")]
    [TestCase("<b>{{ contact.note | append: '<i>' }}</b>")]
    [TestCase("{% capture x %}{{ contact.note }}{% endcapture %}{{ x }}")]
    [TestCase("{% assign x = contact.note %}<p title=\"{{ x }}\">")]
    [TestCase("{% if true %}{% for i in (1..2) %}{{ contact.note }}{% endfor %}{% endif %}")]
    [TestCase("{{ contact.note | escape }}")]
    [TestCase("{{ '<script>' }}")]
    [TestCase("{{ contact.title | default: contact.note }}")]
    public void Every_value_is_encoded_for_html(string template)
    {
        var html = Templates.RenderHtml(template, Model);
        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("&amp;lt;").And.Contain("&lt;script"));
    }

    [Test]
    public void No_value_brings_markup_or_tags_of_its_own() =>
        Gen.String.Sample(value =>
        {
            var model = TemplateModel.From(Snapshot("x", ("note", "{{ sender.email }}<" + value)));
            Assert.That(Templates.RenderHtml("{{ record.note }}", model), Does.Not.Contain('<').And.Not.Contain('"').And.Contain("sender.email"));
            Assert.That(Templates.Render("{{ record.note }}", model), Is.EqualTo("{{ sender.email }}<" + value));
        });

    [TestCase("@System.IO.File.ReadAllText(\"/etc/passwd\")")]
    [TestCase("@{ throw new Exception(); } @Model.Name @(1+1)")]
    public void Razor_in_a_users_template_stays_text(string template) => Assert.That(Templates.Render(template, Model), Is.EqualTo(template));

    [TestCase("{{ contact.host.Host }}")]
    [TestCase("{{ contact.first_name.Length }}")]
    [TestCase("{{ contact.GetType }}")]
    [TestCase("{{ record.since.Year }}")]
    public void Members_of_the_host_are_out_of_reach(string template) =>
        Assert.That(() => Templates.Render(template, Model), Throws.TypeOf<MissingValueException>());

    [TestCase("{% include 'x' %}")]
    [TestCase("{% render 'x' %}")]
    [TestCase("{{ include 'x' }}")]
    [TestCase("{% import contact %}")]
    [TestCase("{% unknowntag %}")]
    [TestCase("{{ date.now }}")]
    [TestCase("{{ 'now' | date: '%Y' }}")]
    [TestCase("{{ 'x' | regex.match: 'y' }}")]
    [TestCase("{{ object.eval '1' }}")]
    [TestCase("{{ contct.name }}")]
    [TestCase("{{ this.contact }}")]
    [TestCase("{{ contact }}")]
    [TestCase("{{ (1..5) }}")]
    [TestCase("{% assign contact = 1 %}")]
    [TestCase("{% assign upcase = 1 %}")]
    [TestCase("{% assign contact.name = 'Eve' %}")]
    [TestCase("{{ contact.name = 'Eve' }}")]
    [TestCase("{% capture contact %}x{% endcapture %}")]
    [TestCase("{% tablerow i in (1..3) %}{{ i }}{% endtablerow %}")]
    [TestCase("{{ contact.name | nosuchfilter }}")]
    [TestCase("{{ contact.name | append }}")]
    [TestCase("{{ record.score | divided_by: 0 }}")]
    [TestCase("{{ record.name | plus: 1 }}")]
    [TestCase("{{ 79228162514264337593543950335 | times: 2 }}")]
    [TestCase("{{ record.name | replace: '', 'x' }}")]
    [TestCase("{% if %}")]
    [TestCase("{% if true %}")]
    [TestCase("{{ contact.name")]
    [TestCase("{{ @a }}")]
    public void What_is_broken_or_not_allowed_is_a_template_error(string template) =>
        Assert.That(() => Templates.Render(template, Model), Throws.TypeOf<TemplateException>());

    [Test]
    public void An_error_names_the_line() =>
        Assert.That(
            () => LiquidTemplates.Check("one\ntwo {{ contct.name }}"),
            Throws.TypeOf<TemplateException>().With.Message.StartsWith("line 2: 'contct' is unknown")
        );

    private static IEnumerable<TestCaseData> Bombs()
    {
        yield return new TestCaseData(new string('x', (64 * 1024) + 1)).SetName("Bomb_of_size");
        yield return new TestCaseData(Repeat("{% if true %}", 400) + "x" + Repeat("{% endif %}", 99)).SetName("Bomb_of_open_blocks");
        yield return new TestCaseData(Repeat("{% if true %}", 249) + "x" + Repeat("{% endif %}", 249)).SetName("Bomb_of_nested_blocks");
        yield return new TestCaseData("{% if true %}" + Repeat("{% elsif true %}", 480) + "{% endif %}").SetName("Bomb_of_branches");
        yield return new TestCaseData(Repeat("{% if true %}", 4000)).SetName("Bomb_of_tags");
        yield return new TestCaseData("{{ " + Repeat("(", 490) + "1" + Repeat(")", 490) + " }}").SetName("Bomb_of_parentheses");
        yield return new TestCaseData("{{ " + Repeat("[", 990)).SetName("Bomb_of_brackets");
        yield return new TestCaseData("{{ contact" + Repeat(".a", 480) + " }}").SetName("Bomb_of_members");
        yield return new TestCaseData("{{ 'a' " + Repeat("| upcase", 120) + " }}").SetName("Bomb_of_pipes");
        yield return new TestCaseData("{{ contact" + Repeat(".a", 30000) + " }}").SetName("Bomb_of_a_long_tag");
        yield return new TestCaseData("{% for i in (1..2000000000) %}{% endfor %}").SetName("Bomb_of_a_loop");
        yield return new TestCaseData("{% for i in (1..900) %}{% for j in (1..900) %}{% for k in (1..900) %}{% endfor %}{% endfor %}{% endfor %}").SetName(
            "Bomb_of_nested_loops"
        );
        yield return new TestCaseData("{% assign x = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x }}").SetName(
            "Bomb_of_doubling"
        );
        yield return new TestCaseData("{% for i in (1..900) %}" + new string('x', 1000) + "{% endfor %}").SetName("Bomb_of_output");
        yield return new TestCaseData("{% capture y %}{% for i in (1..900) %}" + new string('x', 60000) + "{% endfor %}{% endcapture %}").SetName(
            "Bomb_of_capture"
        );
        yield return new TestCaseData("{{ 'a' | replace: 'a', 'aaaaaaaaaa' " + Repeat("| replace: 'a', 'aaaaaaaaaa' ", 30) + " }}").SetName(
            "Bomb_of_replacing"
        );
        yield return new TestCaseData("{{ (1..2000000000) | size }}").SetName("Bomb_of_a_range");
    }

    [TestCaseSource(nameof(Bombs))]
    public void A_bomb_is_an_error_and_neither_aborts_nor_takes_long(string template)
    {
        Exception? thrown = null;
        var watch = Stopwatch.StartNew();
        // A worker's thread may have a small stack: the limits must hold there too.
        var thread = new Thread(
            () =>
            {
                try
                {
                    Templates.Render(template, Model);
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }
            },
            maxStackSize: 512 * 1024
        );
        thread.Start();
        thread.Join();
        Assert.That(thrown, Is.TypeOf<TemplateException>().Or.TypeOf<MissingValueException>());
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void Any_text_renders_or_is_a_template_error() =>
        Gen.Int[0, 12]
            .Select(index => new[] { "{{", "}}", "{%", "%}", " contact.name ", "|", "'", "if ", "for i in ", "endif", "(1..3)", "x", "\"" }[index])
            .Array[0, 14]
            .Sample(parts =>
            {
                try
                {
                    Templates.Render(string.Concat(parts), Model);
                }
                catch (Exception exception) when (exception is TemplateException or MissingValueException) { }
            });

    [Test]
    public void One_render_leaves_nothing_for_the_next()
    {
        Templates.Render("{% assign secret = contact.first_name %}{{ secret }}", Model);
        Assert.That(() => Templates.Render("{{ secret }}", Model), Throws.TypeOf<TemplateException>());
        var other = TemplateModel.From(Snapshot("Bob", ("first_name", "Bob")));
        Assert.That(
            InParallel(i => Templates.Render("{{ record.first_name }}", i % 2 == 0 ? Model : other)),
            Is.EqualTo(Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? "Ada" : "Bob"))
        );
    }

    [Test]
    public void The_cache_is_bounded_and_a_batch_renders_fast()
    {
        foreach (var index in Enumerable.Range(0, 3000))
            Assert.That(Templates.Render($"{{{{ record.first_name }}}} {index}", Model), Is.EqualTo($"Ada {index}"));
        const string Template = "Hello {{ contact.first_name | default: 'there' }},\n{% if record.vip %}thank you{% endif %} {{ sender.name }}";
        Templates.Render(Template, Model);
        var watch = Stopwatch.StartNew();
        foreach (var _ in Enumerable.Range(0, 1000))
            Templates.Render(Template, Model);
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalMicroseconds / 1000:0.0} microseconds a render");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    private static string[] InParallel(Func<int, string> render) => [.. Enumerable.Range(0, 500).AsParallel().AsOrdered().Select(render)];

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static RecordSnapshot Snapshot(string name, params (string Key, object Value)[] fields) =>
        new()
        {
            Ref = new RecordRef(RecordType.Contact, new RecordId(Guid.Empty)),
            Name = name,
            Fields = fields.ToDictionary(field => field.Key, field => field.Value),
        };
}
