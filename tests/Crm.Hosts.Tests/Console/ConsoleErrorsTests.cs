using System.Text.Json;

namespace Crm.Tests.Hosts;

/// <summary>What is wrong is said in one line, with a code that scripts can go by.</summary>
public sealed class ConsoleErrorsTests
{
    private ConsoleHarness crm = null!;

    [OneTimeSetUp]
    public async Task SetUpAsync()
    {
        crm = await ConsoleHarness.CreateAsync();
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada Lovelace", "--set", "email=ada@example.com");
        await crm.OkAsync("record", "add", "deal", "--set", "name=Engine", "--reference", "erp=1C1I7A6R");
    }

    [OneTimeTearDown]
    public void TearDown() => crm.Dispose();

    private static IEnumerable<TestCaseData> Lines()
    {
        yield return Case(1, "There is no contact", "record", "show", "contact:nobody@example.com").SetName("unknown record");
        yield return Case(2, "'2026-13-01' is not a date and time", "log", "call", "contact:ada@example.com", "--occurred", "2026-13-01").SetName("bad date");
        yield return Case(2, "0 to 30 days", "log", "call", "contact:ada@example.com", "--duration", "-5m").SetName("negative duration");
        yield return Case(2, "'soon' is not a duration; write 25m", "log", "call", "contact:ada@example.com", "--duration", "soon").SetName("no duration");
        yield return Case(2, "'fax'", "log", "activity", "fax", "contact:ada@example.com").SetName("unknown type of activity");
        yield return Case(2, "outcome", "log", "call", "contact:ada@example.com", "--outcome", "splendid").SetName("unknown outcome");
        yield return Case(2, "allowed are lead, contact, company, deal", "record", "list", "person").SetName("unknown type of record");
        yield return Case(2, "It must be contact:ada@example.com", "record", "show", "ada").SetName("no reference at all");
        yield return Case(2, "It must be key=value", "record", "add", "contact", "--set", "name").SetName("no key and value");
        yield return Case(2, "shoe_size", "record", "add", "contact", "--set", "name=Bo", "--set", "shoe_size=42").SetName("unknown field");
        yield return Case(2, "crm record add|show|list", "record").SetName("no command");
        yield return Case(2, "'frobnicate'", "frobnicate").SetName("unknown command");
        yield return Case(2, "--frob", "record", "list", "contact", "--frob").SetName("unknown option");
        yield return Case(2, "Unrecognized option '--outcom' (see crm log call --help)", "log", "call", "contact:ada@example.com", "--outcom", "connected")
            .SetName("unknown option where records are taken");
        yield return Case(2, "Unrecognized option '--statee'", "queue", "complete", "--statee", "done").SetName("unknown option where ids are taken");
        yield return Case(2, "custom-field.define", "record", "add", "contact", "--set", "name=Bo", "--set", "size=42").SetName("how a field is defined");
        yield return Case(2, "1–200", "record", "list", "contact", "--page-size", "0").SetName("page size");
        yield return Case(1, "revision 7 was expected, 1 was found", "record", "update", "deal:1C1I7A6R", "--set", "name=Other", "--revision", "7")
            .SetName("stale revision");
        yield return Case(2, "'closed-won'", "record", "move", "deal:1C1I7A6R", "closed-won").SetName("unknown stage");
        yield return Case(1, "There is no member", "record", "list", "contact", "--member", "nobody@acme.test").SetName("unknown member");
        yield return Case(1, "The tenant is not set up yet", "record", "list", "contact", "--tenant", "other").SetName("unknown tenant");
        yield return Case(2, "the file does not exist", "sequences", "publish", "missing.yaml").SetName("missing file");
        yield return Case(1, "There is no sequence 'nothing'", "sequences", "show", "nothing").SetName("unknown sequence");
        yield return Case(2, "'x' is not an id", "enrollments", "show", "x").SetName("no id");
        yield return Case(2, "--once or --until", "run").SetName("run without a choice");
        yield return Case(1, "Only a virtual clock can be moved", "run", "--until", "2026-03-01T12:00Z").SetName("clock that cannot be moved");
        yield return Case(2, "Crm:Retentions", "doctor", "--config", "Crm:Retentions:Events=30.00:00:00").SetName("misspelled section");
        yield return Case(2, "Crm:Sender:Mailboxes", "doctor", "--config", "Crm:Sender:Mailboxes=99").SetName("setting out of range");
        yield return Case(2, "Crm:Clock", "record", "list", "contact", "--config", "Crm:Clock=2026-03-01T00:00Z").SetName("virtual clock in production");

        static TestCaseData Case(int code, string says, params string[] line) => new(code, says, line);
    }

    [TestCaseSource(nameof(Lines))]
    public async Task Says_in_one_line_what_is_wrong(int code, string says, string[] line)
    {
        var answer = await crm.RunAsync(line);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(code), answer.Error);
            Assert.That(answer.ErrorLine, Does.StartWith("crm: ").And.Contains(says));
            Assert.That(answer.ErrorLine, Does.Not.Contain('\n'));
            Assert.That(answer.Output, Is.Empty);
        });
    }

    [TestCaseSource(nameof(Lines))]
    public async Task Says_it_to_programs_as_one_object(int code, string says, string[] line)
    {
        var answer = await crm.RunAsync([.. line, "--json"]);

        var error = JsonElement.Parse(answer.Error).GetProperty("error");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(code));
            Assert.That(error.GetProperty("message").GetString(), Does.Contain(says));
            Assert.That(error.GetProperty("kind").GetString(), code == 2 ? Is.EqualTo("invalid") : Is.AnyOf("notFound", "stale", "refused"));
            Assert.That(answer.Output, Is.Empty);
        });
    }

    [Test]
    public async Task Refuses_an_old_schema_and_names_the_way_out()
    {
        using var old = new ConsoleHarness { Settings = { "Crm:Database:Migrate=false" } };

        var answer = await old.RunAsync("record", "list", "contact");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1));
            Assert.That(answer.ErrorLine, Does.Contain("crm setup"));
        });
    }

    [Test]
    public async Task Names_addresses_of_nobody_in_errors()
    {
        var answer = await crm.RunAsync("record", "show", "contact:secret.person@example.com");

        Assert.That(answer.Error, Does.Not.Contain("secret.person"));
    }
}
