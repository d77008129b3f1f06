using System.Text.Json;

namespace Crm.Tests.Hosts;

/// <summary><c>crm do</c>: every use case has a door.</summary>
public sealed class ConsoleDoTests
{
    private const string Nobody = "01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11";

    private ConsoleHarness crm = null!;
    private string ada = "";

    [OneTimeSetUp]
    public async Task SetUpAsync()
    {
        crm = await ConsoleHarness.CreateAsync();
        ada = (await crm.JsonAsync("record", "add", "contact", "--set", "name=Ada Lovelace", "--set", "email=ada@example.com"))
            .GetProperty("record")
            .GetString()!;
        await crm.OkAsync("sequences", "publish", crm.File("welcome.yaml", Welcome("welcome")));
    }

    [OneTimeTearDown]
    public void TearDown() => crm.Dispose();

    /// <summary>What no other command does.</summary>
    private static IEnumerable<TestCaseData> OnlyHere()
    {
        yield return Case("mailbox.add", """{"address":"support@acme.test","unknownPolicy":"giveUp"}""", "address", "support@acme.test");
        yield return Case("member.add", """{"name":"Rita Rep","email":"rita@acme.test","role":"manager"}""", "revision", "1");
        yield return Case("team.add", """{"name":"Field sales"}""", "revision", "1");
        yield return Case("company.create", """{"name":"Acme Corporation","domain":"acme.example"}""", "name", "Acme Corporation");
        yield return Case("contact.create", """{"firstName":"Bob","lastName":"Builder","email":"bob@example.com"}""", "name", "Bob Builder");
        yield return Case("deal.create", """{"name":"Engine","amount":1250.5,"currency":"EUR","expectedClose":"2026-12-24"}""", "name", "Engine");
        yield return Case("lead.create", """{"name":"Lea Lead","company":"New Ltd"}""", "name", "Lea Lead");
        yield return Case("custom-field.define", """{"recordType":"contact","key":"shoe_size","label":"Shoe size","kind":"number"}""", "key", "shoe_size");
        yield return Case("outcome.define", """{"activityType":"call","key":"gatekeeper","label":"Gatekeeper","meaning":"negative"}""", "key", "gatekeeper");
        yield return Case(
            "pipeline.define",
            """{"key":"renewals","name":"Renewals","stages":[{"key":"open","name":"Open","kind":"open"},{"key":"won","name":"Won","kind":"won"},{"key":"lost","name":"Lost","kind":"lost"}]}""",
            "key",
            "renewals"
        );
        yield return Case("address.suppress", """{"address":"nobody@example.com","reason":"manual"}""", "reason", "manual");
        yield return Case(
            "record.upsert",
            """{"type":"company","reference":{"system":"erp","value":"4711"},"values":{"fields":{"name":"Upserted Ltd"}}}""",
            "kind",
            "created"
        );
        yield return Case("sequence.save", JsonSerializer.Serialize(new { yaml = Welcome("drafted") }), "key", "drafted");
        yield return Case("sequence.revise-text", """{"sequence":"welcome","step":"hello","texts":{"subject":"Good morning"}}""", "step", "hello");

        static TestCaseData Case(string action, string json, string member, string value) =>
            new TestCaseData(action, json, member, value).SetArgDisplayNames(action);
    }

    [TestCaseSource(nameof(OnlyHere))]
    public async Task Does_what_no_other_command_does(string action, string json, string member, string value) =>
        Assert.That((await DoAsync(action, json)).GetProperty(member).ToString(), Is.EqualTo(value));

    [Test]
    public async Task Changes_a_member_and_a_team()
    {
        var member = (await DoAsync("member.add", """{"name":"Ulla Unlucky"}""")).GetProperty("id").GetString();
        var team = (await DoAsync("team.add", """{"name":"Renewals"}""")).GetProperty("id").GetString();

        Assert.Multiple(async () =>
        {
            Assert.That(
                (await DoAsync("member.update", $$"""{"member":"{{member}}","team":"{{team}}","role":"reader"}""")).GetProperty("revision").GetInt32(),
                Is.EqualTo(2)
            );
            Assert.That((await DoAsync("team.update", $$"""{"team":"{{team}}","manager":"{{member}}"}""")).GetProperty("revision").GetInt32(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Reads_edits_and_deletes_an_activity()
    {
        var call = IdOf(await crm.JsonAsync("log", "call", "contact:ada@example.com", "--note", "Wants an offer"));

        Assert.That(
            (await DoAsync("activity.get", $$"""{"id":"{{call}}"}""")).GetProperty("activity").GetProperty("body").GetString(),
            Is.EqualTo("Wants an offer")
        );
        Assert.That(
            (await DoAsync("activity.edit", $$"""{"id":"{{call}}","revision":1,"body":"Wants two"}""")).GetProperty("body").GetString(),
            Is.EqualTo("Wants two")
        );
        Assert.That((await DoAsync("activity.delete", $$"""{"id":"{{call}}","revision":2}""")).GetProperty("id").GetString(), Is.EqualTo(call));
    }

    [Test]
    public async Task Sends_an_email_once_for_a_key()
    {
        string[] line = ["do", "message.send", "--idempotency-key", "mail-1", "--json", $$"""{"record":"{{ada}}","subject":"By hand","text":"Hello"}"""];

        var first = JsonElement.Parse(await crm.OkAsync(line));
        var again = JsonElement.Parse(await crm.OkAsync(line));

        Assert.That(again.GetProperty("id").GetString(), Is.EqualTo(first.GetProperty("id").GetString()));
    }

    [Test]
    public async Task Resumes_no_mailbox_that_may_send()
    {
        var mailbox = (await DoAsync("mailbox.add", """{"address":"sleepy@acme.test"}""")).GetProperty("id").GetString();

        var answer = await crm.RunAsync("do", "mailbox.resume", "--json", $$"""{"mailbox":"{{mailbox}}"}""");

        Assert.That(JsonElement.Parse(answer.Error).GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("mailbox-active"));
    }

    [Test]
    public async Task Reads_the_input_from_a_file_and_from_standard_input()
    {
        var file = crm.File("input.json", Outcome("from_a_file"));
        crm.Input = Outcome("from_standard_input");

        Assert.Multiple(async () =>
        {
            Assert.That((await DoAsync("outcome.define", "@" + file)).GetProperty("key").GetString(), Is.EqualTo("from_a_file"));
            Assert.That((await DoAsync("outcome.define", "-")).GetProperty("key").GetString(), Is.EqualTo("from_standard_input"));
        });
    }

    [Test]
    public async Task Hands_a_file_over()
    {
        var file = crm.File("leads.csv", "name\nLinda Listed\n");

        var result = JsonElement.Parse(
            await crm.OkAsync("do", "file.import", "--file", file, "--json", """{"mapping":{"kind":"leads","columns":[{"column":"name","field":"name"}]}}""")
        );

        Assert.That(result.GetProperty("new").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Lists_all_actions_with_right_and_schema()
    {
        var text = await crm.OkAsync("do", "--list");
        var actions = (await crm.JsonAsync("do", "--list"))
            .GetProperty("actions")
            .EnumerateArray()
            .ToDictionary(action => action.GetProperty("action").GetString()!);

        var complete = actions["task.complete"];
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Match("task.complete +EditRecords +ActForOthers +writes").And.Match("activity.get +ReadRecords +reads"));
            Assert.That(complete.GetProperty("right").GetString(), Is.EqualTo("editRecords"));
            Assert.That(complete.GetProperty("conditionalRights").EnumerateArray().Select(right => right.GetString()), Is.EqualTo(new[] { "actForOthers" }));
            Assert.That(complete.GetProperty("input").GetProperty("properties").GetProperty("id").GetProperty("format").GetString(), Is.EqualTo("uuid"));
            Assert.That(complete.GetProperty("input").GetProperty("required").EnumerateArray().Select(name => name.GetString()), Is.EqualTo(new[] { "id" }));
        });
    }

    [Test]
    public async Task Shows_the_schema_of_an_action() =>
        Assert.That(
            JsonElement
                .Parse(await crm.OkAsync("do", "member.add", "--schema"))
                .GetProperty("input")
                .GetProperty("properties")
                .GetProperty("role")
                .GetProperty("enum")
                .ToString(),
            Is.EqualTo("""["reader","rep","manager","administrator"]""")
        );

    [Test]
    public async Task Works_with_the_rights_of_the_acting_member()
    {
        await DoAsync("member.add", """{"name":"Rolf Reader","email":"rolf@acme.test","role":"reader"}""");

        var answer = await crm.RunAsync("do", "note.log", "--member", "rolf@acme.test", "--json={\"records\":[],\"body\":\"Not mine\"}");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1));
            Assert.That(JsonElement.Parse(answer.Error).GetProperty("error").GetProperty("right").GetString(), Is.EqualTo("EditRecords"));
        });
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Case("similar ones are task.complete", "task.complet").SetName("a slip in the action");
        yield return Case("similar ones are task.c", "task.finish").SetName("another verb");
        yield return Case("Name an action, or give --list").SetName("no action");
        yield return Case("id: It is required", "activity.get", "--json", "{}").SetName("a member is missing");
        yield return Case("colour: activity.get has no such member; allowed are id", "activity.get", "--json", $$"""{"id":"{{Nobody}}","colour":"red"}""")
            .SetName("a member is unknown");
        yield return Case("id: A ActivityId is expected", "activity.get", "--json", """{"id":"x"}""").SetName("no id");
        yield return Case("It is not JSON", "activity.get", "--json", "{").SetName("no JSON");
        yield return Case("It must be a JSON object", "activity.get", "--json", "[]").SetName("no object");
        yield return Case("the file does not exist", "activity.get", "--json", "@missing.json").SetName("no file");
        yield return Case("A file is required", "file.import", "--json", """{"mapping":{"kind":"leads","columns":[]}}""").SetName("the file is missing");
        yield return Case("only reads; omit the key", "activity.get", "--idempotency-key", "k", "--json", $$"""{"id":"{{Nobody}}"}""")
            .SetName("a key for a read");

        static TestCaseData Case(string says, params string[] words) => new(says, words);
    }

    [TestCaseSource(nameof(Wrong))]
    public async Task Says_what_is_wrong(string says, string[] words)
    {
        var answer = await crm.RunAsync(["do", .. words]);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2), answer.Error);
            Assert.That(answer.ErrorLine, Does.Not.Contain('\n'));
            Assert.That(answer.ErrorLine.Replace("\\u0027", "'", StringComparison.Ordinal), Does.Contain(says));
        });
    }

    private async Task<JsonElement> DoAsync(string action, string json) => JsonElement.Parse(await crm.OkAsync("do", action, "--json", json));

    private static string IdOf(JsonElement answer) => answer.GetProperty("id").GetString()!;

    private static string Outcome(string key) => $$"""{"activityType":"call","key":"{{key}}","label":"Some","meaning":"neutral"}""";

    private static string Welcome(string key) =>
        $"""
            sequence: Welcome
            key: {key}
            for: [contact]
            steps:
              - key: hello
                step: email.auto
                subject: Hello
                body: Shall we talk?
            """;
}
