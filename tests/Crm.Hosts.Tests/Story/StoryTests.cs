using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Testing;
using Crm.Tests.Hosts.Web;

namespace Crm.Tests.Hosts.Story;

/// <summary>The main job from end to end, as people do it: the files of a vendor come in, a sequence of four steps is published, 200 contacts go through it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
[NonParallelizable]
public sealed partial class StoryTests(string kind)
{
    private const int Contacts = 200;
    private const string Grace = "grace@vendor.example";
    private readonly string domain = $"{Guid.NewGuid():N}.example";
    private Installation crm = null!;

    private string Ada => $"ada@{domain}";

    [SetUp]
    public async Task StartAsync() => crm = await Installation.CreateAsync(kind, Moment("2026-03-02T07:00Z"));

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Two_hundred_contacts_go_through_a_sequence_of_four_steps_and_everything_is_whole_in_the_end()
    {
        await BringInAsync();
        var enrollments = await EnrollAsync();
        crm.StartWorker();

        await FirstMailAsync();
        await CallsAsync();
        await DraftsAsync(enrollments[Ada]);
        await TasksAsync();

        var ended = await crm.JsonAsync("enrollments", "show", enrollments[Ada]);
        Assert.That(Text(ended, "summary"), Does.StartWith("Finished: Completed"));
        await TimelineAsync();
        var health = await crm.JsonAsync("doctor", "--verify");
        Assert.That((health.GetProperty("isWhole").GetBoolean(), health.GetProperty("breaches").GetArrayLength()), Is.EqualTo((true, 0)), health.ToString());
        Assert.That(
            health.GetProperty("messages").EnumerateObject().Where(state => state.Value.GetInt32() > 0).Select(state => state.Name),
            Is.EqualTo(new[] { "Sent" }).IgnoreCase
        );
    }

    private async Task BringInAsync()
    {
        await crm.CrmAsync(
            "setup",
            "--name",
            "Vendor",
            "--admin-name",
            "Grace Hopper",
            "--admin-email",
            Grace,
            "--mailbox",
            "sales@vendor.example",
            "--zone",
            "Europe/Berlin"
        );
        await ImportAsync("sales_teams.csv", "members", 24);
        await ImportAsync("accounts.csv", "companies", 85);
        await ImportAsync("products.csv", "products", 7);
        await ImportAsync("sales_pipeline.csv", "deals", 300, warnings: 3);
        await ImportAsync("contacts.csv", "contacts", Contacts);
    }

    /// <summary>Addresses get this run's domain: other runs write to the same mail server.</summary>
    private async Task ImportAsync(string file, string mapping, int rows, int warnings = 0)
    {
        var lines = await File.ReadAllTextAsync(Repository.At("docs", "examples", "import", file));
        var copy = Path.Combine(crm.Folder, file);
        await File.WriteAllTextAsync(copy, AddressEnding().Replace(lines, $"@{domain},"));
        var result = await crm.JsonAsync("import", "csv", copy, "--map", Repository.At("docs", "examples", "import", $"{mapping}.map.yaml"));
        Assert.That(
            (result.GetProperty("new").GetInt32(), result.GetProperty("refused").GetInt32(), result.GetProperty("warningCount").GetInt32()),
            Is.EqualTo((rows, 0, warnings)),
            file
        );
    }

    /// <returns>Enrollments by the address of their contact.</returns>
    private async Task<Dictionary<string, string>> EnrollAsync()
    {
        // Later than the import, so that the timeline has an order.
        crm.SetClock(Moment("2026-03-02T08:00Z"));
        await crm.CrmAsync("sequences", "publish", Repository.At("docs", "examples", "sequences", "welcome.yaml"));
        var answer = await crm.JsonAsync("enroll", "welcome", "--file", Path.Combine(crm.Folder, "contacts.csv"), "--member", Grace);
        Assert.That(answer.GetProperty("enrolled").GetInt32(), Is.EqualTo(Contacts), answer.ToString());
        var addresses = (await File.ReadAllLinesAsync(Path.Combine(crm.Folder, "contacts.csv"))).Skip(1).Select(line => line.Split(',')[2]);
        return addresses.Zip(answer.GetProperty("answers").EnumerateArray(), (address, one) => (address, Text(one, "enrollment"))).ToDictionary();
    }

    private async Task FirstMailAsync()
    {
        // Nine in the morning has come everywhere on earth by then.
        crm.SetClock(Moment("2026-03-03T20:00Z"));
        var mails = await crm.MailAsync(domain, Contacts);
        AssertOncePerContact(mails, 1);
        var mail = mails.Single(mail => mail.To.Contains(Ada));
        Assert.That(
            (mail.Subject, mail.Text?.Split('\n')[0].TrimEnd(), mail.Headers["From"]),
            Is.EqualTo(("Welcome, Ada", "Hello Ada,", "Vendor <sales@vendor.example>"))
        );
        Assert.That(mail.Text, Does.Contain("Grace Hopper"), "the name of the enrollment's owner");
        await SentAsync(Contacts);
    }

    private async Task CallsAsync()
    {
        crm.SetClock(Moment("2026-03-06T20:00Z"));
        var calls = await QueueAsync("task");
        var ada = calls.Single(row => Text(row, "recordName") == "Ada Lovelace");
        Assert.That(Text(ada.GetProperty("task"), "subject"), Is.EqualTo("Call Ada Lovelace"));
        var done = await crm.JsonAsync(
            "queue",
            "complete",
            Id(ada),
            "--outcome",
            "connected",
            "--duration",
            "6m30s",
            "--note",
            "Wants an offer.",
            "--member",
            Grace
        );
        var logged = done.GetProperty("logged");
        Assert.That(
            (Text(logged, "type"), Text(logged, "outcome"), logged.GetProperty("durationSeconds").GetInt32()),
            Is.EqualTo(("crm.call", "connected", 390))
        );
        await AllAsync("complete", [.. calls.Select(Id).Where(id => id != Id(ada))], "--outcome", "no_answer");
    }

    private async Task DraftsAsync(string enrollment)
    {
        crm.SetClock(Moment("2026-03-10T20:00Z"));
        var drafts = await QueueAsync("draft");
        Assert.That(Text(await crm.JsonAsync("enrollments", "show", enrollment), "summary"), Is.EqualTo("Waiting at step 'offer' for a person."));
        var ada = drafts.Single(row => Text(row, "recordName") == "Ada Lovelace");
        var edited = await crm.JsonAsync("queue", "edit", Id(ada), "--text", "Hello Ada,\n\nthe offer is attached.\n", "--member", Grace);
        await AllAsync(
            "approve",
            [.. drafts.Select(row => $"{Id(row)}:{(Id(row) == Id(ada) ? Text(edited, "hash") : Text(row.GetProperty("draft"), "hash"))}")]
        );
        var mails = await crm.MailAsync(domain, 2 * Contacts);
        AssertOncePerContact(mails, 2);
        Assert.That(mails.Last(mail => mail.To.Contains(Ada)).Text, Does.StartWith("Hello Ada,").And.Contain("the offer is attached."));
        await SentAsync(2 * Contacts);
    }

    private async Task TasksAsync()
    {
        crm.SetClock(Moment("2026-03-16T20:00Z"));
        await AllAsync("complete", [.. (await QueueAsync("task")).Select(Id)]);
        await crm.UntilAsync(
            "all enrollments are finished",
            list =>
                list.GetProperty("sequences")[0]
                    .GetProperty("enrollments")
                    .EnumerateObject()
                    .Where(state => state.Value.GetInt32() > 0)
                    .All(state => state is { Name: "Finished" or "finished" }),
            "sequences",
            "list"
        );
    }

    private async Task TimelineAsync()
    {
        var shown = await crm.JsonAsync("timeline", $"contact:{Ada}");
        var entries = shown.GetProperty("entries").EnumerateArray().Select(entry => (Type: Text(entry, "type"), Subject: Text(entry, "subject"))).ToList();
        Assert.That(
            entries,
            Is.EqualTo(
                new[]
                {
                    ("enrollment.finished", "Finished Welcome: Completed"),
                    ("crm.task", "See whether Ada Lovelace has questions"),
                    ("crm.email", "Re: Welcome, Ada"),
                    ("crm.call", "Call Ada Lovelace"),
                    ("crm.email", "Welcome, Ada"),
                    ("enrollment.started", "Enrolled in Welcome"),
                    ("contact.created", "Contact created: Ada Lovelace"),
                }
            )
        );
        await using var web = await WebServer.StartBesideAsync(crm.Database);
        using var reply = await web.Client.GetAsync($"/api/records/contact/{Ada}/timeline");
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var page = JsonElement.Parse(await reply.Content.ReadAsStringAsync());
        Assert.That(page.GetProperty("rows").EnumerateArray().Select(entry => Text(entry, "subject")), Is.EqualTo(entries.Select(entry => entry.Subject)));
    }

    /// <summary>What waits for people, once it is one for each contact.</summary>
    private async Task<IReadOnlyList<JsonElement>> QueueAsync(string what)
    {
        var list = await crm.UntilAsync(
            $"a {what} waits for each contact",
            list => list.GetProperty("queue").GetArrayLength() == Contacts,
            "queue",
            "list",
            "--page-size",
            "200"
        );
        var rows = list.GetProperty("queue").EnumerateArray().ToList();
        Assert.That(rows.Select(row => row.TryGetProperty("draft", out _) ? "draft" : "task"), Is.All.EqualTo(what));
        return rows;
    }

    private async Task AllAsync(string command, string[] ids, params string[] more)
    {
        var answer = await crm.JsonAsync(["queue", command, .. ids, .. more, "--member", Grace]);
        Assert.That(answer.GetProperty("done").GetInt32(), Is.EqualTo(ids.Length));
    }

    /// <summary>The server has them; the ledger says so a moment later.</summary>
    private Task<JsonElement> SentAsync(int count) =>
        crm.UntilAsync(
            $"{count} messages are Sent",
            health =>
                health
                    .GetProperty("messages")
                    .EnumerateObject()
                    .Any(state => state.Name.Equals("Sent", StringComparison.OrdinalIgnoreCase) && state.Value.GetInt32() == count),
            "doctor"
        );

    private static void AssertOncePerContact(IReadOnlyList<SmtpMessage> mails, int each)
    {
        Assert.That(mails.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(mails.Count));
        var recipients = mails.SelectMany(mail => mail.To).CountBy(to => to).ToList();
        Assert.That((recipients.Count, recipients.All(recipient => recipient.Value == each)), Is.EqualTo((Contacts, true)));
    }

    private static string Id(JsonElement row) => Text(row.GetProperty("task"), "id");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, null);

    [GeneratedRegex(@"@[a-z0-9.-]+\.(example|com),")]
    private static partial Regex AddressEnding();
}
