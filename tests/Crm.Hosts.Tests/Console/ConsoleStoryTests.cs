using System.Diagnostics;
using System.Text.Json;

namespace Crm.Tests.Hosts;

/// <summary>The main job from the command line, on a virtual clock that a file holds.</summary>
public sealed class ConsoleStoryTests
{
    private const string Sequence = """
        sequence: First contact
        key: first-contact
        for: [contact]
        steps:
          - key: hello
            step: email.auto
            subject: Hello {{ record.first_name }}
            body: Dear {{ record.first_name }}, hello.
          - key: call
            step: call
            delay: 2 days
            subject: Call {{ record.first_name }}
          - key: again
            step: email.manual
            delay: 1 day
            subject: Again
            body: Dear {{ record.first_name }}, again.
        """;

    [Test]
    public async Task Mail_goes_out_calls_wait_drafts_are_edited_and_approved_and_the_enrollment_completes()
    {
        using var crm = new ConsoleHarness { Environment = "Development" };
        crm.Settings.Add($"Crm:Clock={crm.File("clock.txt", "2026-03-02T09:00:00Z")}");
        await crm.OkAsync("setup", "--admin-name", "Anna Admin", "--admin-email", "anna@acme.test", "--zone", "Europe/Berlin", "--mailbox", "sales@acme.test");
        await crm.OkAsync(
            "record",
            "add",
            "contact",
            "--set",
            "first_name=Ada",
            "--set",
            "last_name=Lovelace",
            "--set",
            "email=ada@example.com",
            "--set",
            "owner=anna@acme.test"
        );
        await crm.OkAsync("sequences", "publish", crm.File("first.yaml", Sequence));
        await crm.OkAsync("enroll", "first-contact", "contact:ada@example.com");

        var first = await crm.JsonAsync("run", "--once");
        var days = await crm.JsonAsync("run", "--until", "2026-03-05T12:00Z");
        var call = Waiting(await crm.JsonAsync("queue", "list")).GetProperty("task").GetProperty("id").GetString()!;
        await crm.OkAsync("queue", "complete", call, "--outcome", "connected", "--duration", "5m", "--member", "anna@acme.test");
        await crm.OkAsync("run", "--until", "2026-03-07T12:00Z");
        var draft = Waiting(await crm.JsonAsync("queue", "list")).GetProperty("task").GetProperty("id").GetString()!;
        var edited = await crm.JsonAsync("queue", "edit", draft, "--text", "Dear Ada, once more.", "--member", "anna@acme.test");
        var stale = await crm.RunAsync("queue", "approve", draft, "--hash", new string('0', 64));
        await crm.OkAsync("queue", "approve", draft, "--hash", edited.GetProperty("hash").GetString()!, "--member", "anna@acme.test");
        await crm.OkAsync("run", "--once");

        var messages = (await crm.JsonAsync("messages", "list", "--state", "sent")).GetProperty("messages").EnumerateArray().ToList();
        var enrollment = (await crm.JsonAsync("enrollments", "list")).GetProperty("enrollments")[0];
        var shown = await crm.OkAsync("enrollments", "show", enrollment.GetProperty("id").GetString()!);
        var doctor = await crm.OkAsync("doctor", "--verify");
        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("sent").GetInt32(), Is.EqualTo(1));
            Assert.That(days.GetProperty("now").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero)));
            Assert.That(stale.Code, Is.EqualTo(1));
            Assert.That(
                messages.Select(message => message.GetProperty("subject").GetString()),
                Is.EquivalentTo((string[])["Hello Ada", "Re: Hello Ada"]),
                "a later email answers in the thread"
            );
            Assert.That(Directory.GetFiles(Path.Combine(crm.Folder, "mail"), "*.eml"), Has.Length.EqualTo(2));
            Assert.That(enrollment.GetProperty("finish").GetString(), Is.EqualTo("completed"));
            Assert.That(shown, Does.Contain("Finished: Completed"));
            Assert.That(doctor, Does.Contain("no invariant is broken"));
        });
    }

    [Test]
    public async Task A_rejected_draft_sends_nothing_and_finishes_where_that_is_wanted()
    {
        using var crm = await ConsoleHarness.CreateAsync();
        await crm.OkAsync(
            "record",
            "add",
            "contact",
            "--set",
            "first_name=Ada",
            "--set",
            "last_name=L",
            "--set",
            "email=ada@example.com",
            "--set",
            "owner=anna@acme.test"
        );
        var manual = "sequence: M\nkey: manual\nfor: [contact]\nsteps:\n  - key: mail\n    step: email.manual\n    subject: Hi\n    body: Hello\n";
        await crm.OkAsync("sequences", "publish", crm.File("manual.yaml", manual));
        await crm.OkAsync("enroll", "manual", "contact:ada@example.com");
        await crm.OkAsync("run", "--once");
        var draft = Waiting(await crm.JsonAsync("queue", "list")).GetProperty("task").GetProperty("id").GetString()!;

        var rejected = await crm.JsonAsync("queue", "reject", draft, "--then", "finish-enrollment", "--why", "Wrong tone");

        Assert.That(rejected.GetProperty("enrollment").GetString(), Is.EqualTo("finished"));
        Assert.That(await crm.OkAsync("messages", "list"), Does.Contain("No messages."));
    }

    [Test]
    public async Task The_process_itself_ends_with_the_code_and_writes_no_terminal_commands_into_a_pipe()
    {
        using var folder = new ConsoleHarness();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(CrmCommand).Assembly.Location, "doctor" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Folder,
        };
        using var process = Process.Start(start)!;

        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(1), error);
            Assert.That(output, Does.Contain("crm setup"));
            Assert.That(output.Contains('\u001b', StringComparison.Ordinal), Is.False);
        });
    }

    private static JsonElement Waiting(JsonElement page) => page.GetProperty("queue").EnumerateArray().Single();
}
