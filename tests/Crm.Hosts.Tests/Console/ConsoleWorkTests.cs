using System.Globalization;
using System.Text.Json;
using Crm.Testing;

namespace Crm.Tests.Hosts;

/// <summary>What people do with enrollments, tasks, drafts and messages at a prompt, on every database.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
public sealed class ConsoleWorkTests(string kind)
{
    private TestDatabase database = null!;
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateEmptyAsync(kind);
        crm = await ConsoleHarness.CreateAsync(
            $"Crm:Database:Provider={database.Options.Provider}",
            $"Crm:Database:Connection={database.Options.Connection}",
            // Each line starts a host anew, and a busy machine may need seconds for a handler that is cold.
            "Crm:Sequences:DecisionTimeout=00:01:00"
        );
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        crm.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Tasks_of_the_queue_are_completed_and_skipped_and_both_enrollments_go_on()
    {
        await PublishAsync("  - key: first\n    step: call\n    subject: Call\n  - key: second\n    step: call\n    delay: 2 days\n    subject: Again\n");
        await EnrollAsync("ada@example.com", "bo@example.com");
        var tasks = Queue(await crm.JsonAsync("queue", "list")).Select(row => Id(row.GetProperty("task"))).ToList();
        Assert.That(tasks, Has.Count.EqualTo(2));

        var done = await crm.JsonAsync("queue", "complete", tasks[0], "--outcome", "connected", "--duration", "10m");
        var skipped = await crm.JsonAsync("queue", "skip", tasks[1]);
        var again = await crm.RunAsync("queue", "skip", tasks[0], "--json");
        var none = await crm.RunAsync("queue", "skip", "nothing");

        Assert.Multiple(() =>
        {
            Assert.That(Text(done, "logged", "type"), Is.EqualTo("crm.call"));
            Assert.That(Text(done, "task", "state"), Is.EqualTo("completed"));
            Assert.That(Text(skipped, "state"), Is.EqualTo("cancelled"));
            Assert.That((again.Code, Text(JsonElement.Parse(again.Error), "error", "kind")), Is.EqualTo((1, "refused")));
            Assert.That((none.Code, none.Output), Is.EqualTo((2, "")));
        });
        var steps = (await EnrollmentsAsync()).Select(enrollment => (Text(enrollment, "state"), Text(enrollment, "step")));
        Assert.That(steps, Is.EqualTo(new[] { ("active", "second"), ("active", "second") }));
    }

    [Test]
    public async Task A_rejected_draft_is_skipped_and_cannot_be_rejected_twice()
    {
        await PublishAsync(
            "  - key: mail\n    step: email.manual\n    subject: Hi\n    body: Hello\n  - key: call\n    step: call\n    delay: 1 day\n    subject: Call\n"
        );
        await EnrollAsync("ada@example.com");
        var draft = Id(Queue(await crm.JsonAsync("queue", "list")).Single().GetProperty("task"));

        var rejected = await crm.JsonAsync("queue", "reject", draft, "--why", "Wrong tone");
        var again = await crm.RunAsync("queue", "reject", draft);

        Assert.Multiple(() =>
        {
            Assert.That((Text(rejected, "draft"), Text(rejected, "enrollment")), Is.EqualTo((draft, "active")));
            Assert.That((again.Code, again.Output), Is.EqualTo((1, "")));
        });
        Assert.That(await crm.OkAsync("messages", "list"), Does.Contain("No messages."));
    }

    [Test]
    public async Task A_blocked_enrollment_goes_on_when_the_cause_is_gone()
    {
        await PublishAsync("  - key: call\n    step: call\n    subject: Call the {{ record.title }}\n");
        await EnrollAsync("ada@example.com");
        var blocked = (await EnrollmentsAsync()).Single();
        Assert.That(Text(blocked, "state"), Is.EqualTo("blocked"));
        Assert.That(Text(blocked, "reason"), Does.Contain("title"));

        await crm.OkAsync("record", "update", "contact:ada@example.com", "--set", "title=Countess");
        var released = (await EnrollmentsAsync()).Single();
        await crm.OkAsync("run", "--once");
        var retried = await crm.RunAsync("enrollments", "retry", Id(blocked), "--json");

        Assert.Multiple(() =>
        {
            Assert.That(Text(released, "state"), Is.EqualTo("active"), "nobody had to resume it");
            Assert.That((retried.Code, retried.Output), Is.EqualTo((1, "")), "only a failed one is retried");
            Assert.That(Text(JsonElement.Parse(retried.Error), "error", "code"), Is.EqualTo("trigger-not-allowed"));
        });
        Assert.That(Text((await EnrollmentsAsync()).Single(), "state"), Is.EqualTo("waiting"));
    }

    [Test]
    public async Task Enrollments_are_skipped_on_and_finished()
    {
        await PublishAsync(
            "  - key: first\n    step: call\n    delay: 1 day\n    subject: Call\n  - key: second\n    step: call\n    delay: 2 days\n    subject: Again\n"
        );
        await EnrollAsync("ada@example.com");
        var id = Id((await EnrollmentsAsync()).Single());

        var skipped = await crm.JsonAsync("enrollments", "skip", id, "--why", "Knows us");
        var stale = await crm.RunAsync("enrollments", "skip", id, "--revision", "1");
        var finished = await crm.JsonAsync("enrollments", "finish", id, "--why", "Enough");
        var over = await crm.RunAsync("enrollments", "resume", id);

        Assert.Multiple(() =>
        {
            Assert.That((Text(skipped, "state"), Text(skipped, "step")), Is.EqualTo(("active", "second")));
            Assert.That(stale.Code, Is.EqualTo(1));
            Assert.That(stale.ErrorLine, Does.Contain("revision 1 was expected"));
            Assert.That((Text(finished, "state"), Text(finished, "finish")), Is.EqualTo(("finished", "manual")));
            Assert.That(over.Code, Is.EqualTo(1));
        });
    }

    [TestCase("was-sent", "sent", "finished")]
    [TestCase("resend", "queued", "waiting")]
    [TestCase("give-up", "failed", "failed")]
    public async Task A_message_of_unknown_fate_is_settled(string answer, string message, string enrollment)
    {
        Servers.Require(Servers.SmtpLog);
        var (host, port) = Servers.Smtp!.Value;
        crm.Settings.AddRange([
            $"Crm:Plugins:Settings:crm.mail:Host={host}",
            string.Create(CultureInfo.InvariantCulture, $"Crm:Plugins:Settings:crm.mail:Port={port}"),
            "Crm:Plugins:Settings:crm.mail:Security=none",
        ]);
        await PublishAsync("  - key: mail\n    step: email.auto\n    subject: Hi\n    body: Hello\n");
        var address = $"drop-{Guid.NewGuid():N}@recipient.test";
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", $"email={address}", "--set", "owner=anna@acme.test");
        await crm.OkAsync("enroll", "work", $"contact:{address}");

        var run = await crm.JsonAsync("run", "--once");
        var unknown = (await crm.JsonAsync("messages", "list", "--state", "unknown")).GetProperty("messages").EnumerateArray().FirstOrDefault();
        Assert.That(
            unknown.ValueKind,
            Is.EqualTo(JsonValueKind.Object),
            $"{run} {await crm.OkAsync("messages", "list")} {await crm.OkAsync("enrollments", "list")}"
        );
        var wrong = await crm.RunAsync("messages", "settle", Id(unknown), "perhaps");
        var settled = await crm.JsonAsync("messages", "settle", Id(unknown), answer);
        var again = await crm.RunAsync("messages", "settle", Id(unknown), answer, "--json");

        Assert.Multiple(() =>
        {
            Assert.That(run.GetProperty("unknown").GetInt32(), Is.EqualTo(1));
            Assert.That((wrong.Code, wrong.Output), Is.EqualTo((2, "")));
            Assert.That(wrong.ErrorLine, Does.Contain("was-sent").And.Contain("resend").And.Contain("give-up"));
            Assert.That((Id(settled), Text(settled, "state"), Text(settled, "to")), Is.EqualTo((Id(unknown), message, address)));
            Assert.That((again.Code, Text(JsonElement.Parse(again.Error), "error", "kind")), Is.EqualTo((1, "refused")));
        });
        var stands = (await EnrollmentsAsync()).Single();
        Assert.That(Text(stands, "state"), Is.EqualTo(enrollment));
        if (enrollment == "failed")
            Assert.That(Text(await crm.JsonAsync("enrollments", "retry", Id(stands)), "state"), Is.EqualTo("active"));
    }

    [Test]
    public async Task What_is_not_due_yet_is_told_with_its_time_as_the_enrollment_tells_it()
    {
        await PublishAsync("  - key: later\n    step: call\n    delay: 3 days\n    subject: Call\n");
        var before = await crm.OkAsync("run", "--once");
        await EnrollAsync("ada@example.com");

        var run = await crm.OkAsync("run", "--once");
        var json = await crm.JsonAsync("run", "--once");
        var enrollment = (await EnrollmentsAsync()).Single();
        var shown = await crm.OkAsync("enrollments", "show", Id(enrollment));

        var due = enrollment.GetProperty("dueAt").GetDateTimeOffset();
        var local = TimeZoneInfo
            .ConvertTime(due, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            .ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(before, Does.Contain("Nothing is scheduled"));
            Assert.That(run, Does.Contain($"Next due at {local}."));
            Assert.That(json.GetProperty("nextDueAt").GetDateTimeOffset(), Is.EqualTo(due));
            Assert.That(shown, Does.Contain($"is due {local}").And.Not.Contain("Z (").And.Not.Contain("Z."));
        });
    }

    private async Task PublishAsync(string steps) =>
        await crm.OkAsync("sequences", "publish", crm.File("work.yaml", $"sequence: Work\nkey: work\nfor: [contact]\nsteps:\n{steps}"));

    /// <summary>Contacts with these addresses, enrolled, with what is due done.</summary>
    private async Task EnrollAsync(params string[] addresses)
    {
        foreach (var address in addresses)
            await crm.OkAsync(
                "record",
                "add",
                "contact",
                "--set",
                $"name={address.Split('@')[0]}",
                "--set",
                $"email={address}",
                "--set",
                "owner=anna@acme.test"
            );
        await crm.OkAsync("enroll", "work", "--all", "contacts");
        await crm.OkAsync("run", "--once");
    }

    private async Task<List<JsonElement>> EnrollmentsAsync() => [.. (await crm.JsonAsync("enrollments", "list")).GetProperty("enrollments").EnumerateArray()];

    private static List<JsonElement> Queue(JsonElement page) => [.. page.GetProperty("queue").EnumerateArray()];

    private static string Id(JsonElement json) => Text(json, "id")!;

    private static string? Text(JsonElement json, params string[] path) => path.Aggregate(json, (at, name) => at.GetProperty(name)).GetString();
}
