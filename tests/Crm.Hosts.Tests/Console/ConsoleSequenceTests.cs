namespace Crm.Tests.Hosts;

/// <summary>What an operator does with whole sequences, and with many enrollments at once, at a prompt.</summary>
public sealed class ConsoleSequenceTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        crm = await ConsoleHarness.CreateAsync("Crm:Sequences:DecisionTimeout=00:01:00");
        await crm.OkAsync(
            "sequences",
            "publish",
            crm.File(
                "work.yaml",
                "sequence: Work\nkey: work\nfor: [contact]\nsteps:\n  - key: call\n    step: call\n    subject: Call the {{ record.title }}\n"
            )
        );
        foreach (var name in new[] { "ada", "bo" })
            await crm.OkAsync("record", "add", "contact", "--set", $"name={name}", "--set", $"email={name}@example.com", "--set", "owner=anna@acme.test");
    }

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task A_sequence_is_paused_resumed_archived_and_ended()
    {
        await crm.OkAsync("enroll", "work", "contact:ada@example.com");
        Assert.That(await crm.OkAsync("sequences", "pause", "work", "--why", "Wrong title"), Is.EqualTo("Sequence work is Paused.\n"));
        Assert.That(await crm.OkAsync("run", "--once"), Does.Not.Contain("decided"));
        await crm.OkAsync("sequences", "resume", "work");
        await crm.OkAsync("sequences", "archive", "work");

        Assert.That(await crm.OkAsync("sequences", "end", "work"), Is.EqualTo("Sequence work is Ended; enrollments finished: 1.\n"));
        var again = await crm.RunAsync("sequences", "resume", "work");
        Assert.That((again.Code, again.Output), Is.EqualTo((1, "")));
    }

    [Test]
    public async Task What_a_cause_blocks_is_listed_and_resumed_by_it_and_one_is_paused()
    {
        await crm.OkAsync("enroll", "work", "--all", "contacts");
        await crm.OkAsync("run", "--once");
        var all = (await crm.JsonAsync("enrollments", "list")).GetProperty("enrollments").EnumerateArray().ToList();
        var (cause, id) = (all[0].GetProperty("cause").GetString()!, all[1].GetProperty("id").GetString()!);
        Assert.That(cause, Does.StartWith("record:"));
        Assert.That((await crm.JsonAsync("enrollments", "list", "--cause", cause)).GetProperty("enrollments").GetArrayLength(), Is.EqualTo(1));

        Assert.That(await crm.OkAsync("enrollments", "resume", "--cause", cause), Is.EqualTo("Resumed 1.\n"));
        Assert.That(await crm.OkAsync("enrollments", "pause", id, "--until", "2099-01-01"), Does.Contain("Paused").And.Contain("2099-01-01"));
        Assert.That(await crm.OkAsync("enrollments", "resume", "--sequence", "work", "--state", "paused"), Is.EqualTo("Resumed 1.\n"));
        Assert.That((await crm.RunAsync("enrollments", "resume")).ErrorLine, Does.Contain("Give either ID"));
        Assert.That((await crm.RunAsync("enrollments", "resume", id, "--cause", cause)).Code, Is.EqualTo(2));
    }
}
