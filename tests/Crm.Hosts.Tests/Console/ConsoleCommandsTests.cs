using System.Text.Json;

namespace Crm.Tests.Hosts;

/// <summary>Each command does what its name says and answers people and programs.</summary>
public sealed class ConsoleCommandsTests
{
    private const string Calls = """
        sequence: Two calls
        key: two-calls
        for: [contact]
        steps:
          - key: first
            step: call
            subject: Call {{ record.first_name }}
          - key: second
            step: call
            delay: 2 days
            subject: Call {{ record.first_name }} again
        """;

    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync();

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task Setup_may_be_repeated_and_prints_the_script()
    {
        var again = await crm.JsonAsync("setup", "--name", "Other");
        var script = await crm.OkAsync("setup", "--script");

        Assert.Multiple(() =>
        {
            Assert.That(again.GetProperty("isNew").GetBoolean(), Is.False);
            Assert.That(again.TryGetProperty("mailbox", out _), Is.True);
            Assert.That(script, Does.Contain("create table crm_tenant").IgnoreCase);
        });
    }

    [Test]
    public async Task Doctor_finds_no_problems_in_a_sound_installation()
    {
        var json = await crm.JsonAsync("doctor", "--verify");
        var text = await crm.OkAsync("doctor");

        Assert.Multiple(() =>
        {
            Assert.That(json.GetProperty("isWhole").GetBoolean(), Is.True);
            Assert.That(json.GetProperty("breaches").GetArrayLength(), Is.Zero);
            Assert.That(json.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()), Is.EqualTo((string[])["email"]));
            Assert.That(text, Does.Contain("No problems found.").And.Contain("sales@acme.test"));
        });
    }

    [Test]
    public async Task Doctor_says_what_a_database_lacks()
    {
        using var fresh = new ConsoleHarness();

        var answer = await fresh.RunAsync("doctor");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1));
            Assert.That(answer.Output, Does.Contain("crm setup"));
        });
    }

    [Test]
    public async Task Plugins_are_listed()
    {
        var plugins = (await crm.JsonAsync("plugins", "list")).GetProperty("plugins").EnumerateArray().ToList();

        Assert.That(plugins.Select(plugin => plugin.GetProperty("id").GetString()), Does.Contain("crm").And.Contain("crm.mail"));
    }

    [Test]
    public async Task A_refused_plugin_ends_the_list_with_1_and_is_named_where_its_type_is_missed()
    {
        crm.Settings.AddRange([$"Crm:Plugins:Folders:0={crm.Folder}", "Crm:Plugins:Enabled:0=acme.social"]);
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com");

        var listed = await crm.RunAsync("plugins", "list", "--json");
        var logged = await crm.RunAsync("log", "activity", "acme.social.whatsapp", "contact:ada@example.com");

        Assert.Multiple(() =>
        {
            Assert.That((listed.Code, listed.Error), Is.EqualTo((1, "")));
            var plugin = JsonElement
                .Parse(listed.Output)
                .GetProperty("plugins")
                .EnumerateArray()
                .Single(one => one.GetProperty("id").GetString() == "acme.social");
            Assert.That(plugin.GetProperty("state").GetString(), Is.EqualTo("refused"));
            Assert.That(logged.Code, Is.EqualTo(2));
            Assert.That(logged.ErrorLine, Does.Contain("Its plugin acme.social is refused").And.Contain("crm plugins list").And.Not.Contain(crm.Folder));
        });
    }

    [Test]
    public async Task Records_are_added_with_names_for_links_and_owners_and_shown()
    {
        await crm.OkAsync("record", "add", "company", "--set", "name=Acme Corporation");
        var added = await crm.JsonAsync(
            "record",
            "add",
            "contact",
            "--set",
            "first_name=Ada",
            "--set",
            "last_name=Lovelace",
            "--set",
            "email=Ada@Example.com",
            "--set",
            "company=Acme Corporation",
            "--set",
            "owner=Anna Admin",
            "--reference",
            "erp=4711"
        );
        var json = (await crm.JsonAsync("record", "show", "contact:4711")).GetProperty("record");
        var text = await crm.OkAsync("record", "show", "contact:ada@example.com");

        Assert.Multiple(() =>
        {
            Assert.That(json.GetProperty("record").GetString(), Is.EqualTo(added.GetProperty("record").GetString()));
            Assert.That(json.GetProperty("fields").GetProperty("email").GetString(), Is.EqualTo("ada@example.com"));
            Assert.That(text, Does.Contain("Ada Lovelace").And.Contain("Anna Admin").And.Contain("4711").And.Contain("+0"));
        });
    }

    [Test]
    public async Task Lists_go_on_where_the_page_before_has_ended()
    {
        foreach (var name in (string[])["Ada", "Bo", "Cy"])
            await crm.OkAsync("record", "add", "contact", "--set", $"name={name}");

        var first = await crm.JsonAsync("record", "list", "contact", "--page-size", "2");
        var second = await crm.JsonAsync("record", "list", "contact", "--page-size", "2", "--after", first.GetProperty("next").GetString()!);

        Assert.Multiple(() =>
        {
            Assert.That(Names(first), Is.EqualTo((string[])["Ada", "Bo"]));
            Assert.That(Names(second), Is.EqualTo((string[])["Cy"]));
            Assert.That(second.TryGetProperty("next", out _), Is.False);
        });

        static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("records").EnumerateArray().Select(row => row.GetProperty("name").GetString());
    }

    [Test]
    public async Task Records_are_changed_deleted_and_restored()
    {
        var record = (await crm.JsonAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com"))
            .GetProperty("record")
            .GetString()!;
        await crm.OkAsync("record", "update", record, "--set", "title=Countess", "--revision", "1");
        await crm.OkAsync("record", "delete", record);
        var gone = await crm.RunAsync("record", "show", "contact:ada@example.com");
        await crm.OkAsync("record", "restore", record);
        var back = await crm.OkAsync("record", "show", "contact:ada@example.com");

        Assert.Multiple(() =>
        {
            Assert.That(gone.Code, Is.EqualTo(1));
            Assert.That(back, Does.Contain("Countess"));
        });
    }

    [Test]
    public async Task Deals_move_and_leads_convert()
    {
        await crm.OkAsync("record", "add", "deal", "--set", "name=Engine", "--reference", "erp=1C1I7A6R");
        await crm.OkAsync("record", "move", "deal:1C1I7A6R", "Won");
        await crm.OkAsync("record", "add", "lead", "--set", "name=Grace Hopper", "--set", "email=grace@navy.example", "--set", "company=Navy");
        var converted = await crm.JsonAsync("record", "convert", "lead:grace@navy.example", "--deal", "Compiler");

        var deal = (await crm.JsonAsync("record", "show", "deal:1C1I7A6R")).GetProperty("stageHistory").EnumerateArray().Last();
        Assert.Multiple(() =>
        {
            Assert.That(deal.GetProperty("to").GetString(), Is.EqualTo("won"));
            Assert.That(converted.GetProperty("contact").GetProperty("name").GetString(), Is.EqualTo("Grace Hopper"));
            Assert.That(converted.GetProperty("company").GetProperty("name").GetString(), Is.EqualTo("Navy"));
            Assert.That(converted.GetProperty("deal").GetProperty("name").GetString(), Is.EqualTo("Compiler"));
        });
    }

    [Test]
    public async Task Activities_of_every_type_come_to_the_timeline_in_local_time()
    {
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com");
        var call = await crm.JsonAsync(
            "log",
            "call",
            "contact:ada@example.com",
            "--duration",
            "1h30m",
            "--outcome",
            "connected",
            "--occurred",
            "2026-03-01 12:00",
            "--note",
            "Hello"
        );
        await crm.OkAsync("log", "meeting", "contact:ada@example.com", "--with", "Bo", "--location", "Berlin", "--occurred", "2026-03-02");
        await crm.OkAsync("log", "email", "contact:ada@example.com", "--subject", "Offer", "--to", "ada@example.com", "--occurred", "2026-03-03T08:00Z");
        await crm.OkAsync(
            "log",
            "note",
            "contact:ada@example.com",
            "--note",
            "[red]Likes tea[/]",
            "--subject",
            "[bold]Tea[/]",
            "--occurred",
            "2026-03-04T08:00+02:00"
        );
        await crm.OkAsync("log", "activity", "note", "contact:ada@example.com", "--note", "Second", "--occurred", "2026-03-05T08:00Z");

        var text = await crm.OkAsync("timeline", "contact:ada@example.com");
        var calls = await crm.JsonAsync("timeline", "contact:ada@example.com", "--type", "call", "--from", "2026-03-01", "--to", "2026-03-02");

        Assert.Multiple(() =>
        {
            Assert.That(call.GetProperty("occurredAt").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero)));
            Assert.That(call.GetProperty("durationSeconds").GetInt32(), Is.EqualTo(5400));
            Assert.That(text, Does.Contain("2026-03-01 12:00 +01:00").And.Contain("1h30m").And.Contain("Offer"));
            Assert.That(text, Does.Contain("[bold]Tea"), "data is no markup");
            Assert.That(text, Does.Contain(": [red]Likes tea[/]"), "the first words stand behind the subject");
            Assert.That(text.Contains('\u001b', StringComparison.Ordinal), Is.False, "data is no terminal command");
            Assert.That(calls.GetProperty("entries").GetArrayLength(), Is.EqualTo(1));
            Assert.That(text.Split('\n'), Has.None.EndsWith(" "));
        });
    }

    [Test]
    public async Task Tasks_are_listed_completed_reopened_and_cancelled()
    {
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com");
        var task = (
            await crm.JsonAsync(
                "log",
                "task",
                "contact:ada@example.com",
                "--subject",
                "Call Ada",
                "--kind",
                "call",
                "--due",
                "2026-03-01 09:00",
                "--assignee",
                "anna@acme.test"
            )
        )
            .GetProperty("id")
            .GetString()!;
        var listed = await crm.OkAsync("task", "list");
        var done = await crm.JsonAsync("task", "complete", task, "--outcome", "connected", "--duration", "10m", "--note", "Fine", "--member", "anna@acme.test");
        await crm.OkAsync("task", "reopen", task);
        await crm.OkAsync("task", "cancel", task);

        Assert.Multiple(() =>
        {
            Assert.That(listed, Does.Contain("Call Ada").And.Contain("Anna Admin").And.Contain("2026-03-01 09:00 +01:00"));
            Assert.That(done.GetProperty("logged").GetProperty("type").GetString(), Is.EqualTo("crm.call"));
            Assert.That(done.GetProperty("task").GetProperty("state").GetString(), Is.EqualTo("completed"));
        });
        Assert.That(await crm.OkAsync("task", "list"), Does.Contain("There are no open tasks."));
    }

    [Test]
    public async Task Sequences_are_published_listed_shown_and_exported()
    {
        var file = crm.File("calls.yaml", Calls);

        var published = await crm.JsonAsync("sequences", "publish", file);
        var again = await crm.OkAsync("sequences", "publish", file);

        Assert.Multiple(() => Assert.That(published.GetProperty("version").GetInt32(), Is.EqualTo(1)));
        Assert.That(again, Does.Contain("nothing was published"));
        Assert.That(await crm.OkAsync("sequences", "list"), Does.Contain("two-calls").And.Contain("Two calls"));
        Assert.That(await crm.OkAsync("sequences", "show", "two-calls"), Does.Contain("second").And.Contain("2 days"));
        var exported = crm.File("exported.yaml", await crm.OkAsync("sequences", "export", "two-calls"));
        Assert.That(await crm.OkAsync("sequences", "publish", exported), Does.Contain("nothing was published"), "what is exported says the same");
    }

    [Test]
    public async Task A_wrong_sequence_is_refused_with_field_and_line()
    {
        var file = crm.File("calls.yaml", Calls.Replace("2 days", "2 fortnights", StringComparison.Ordinal));

        var answer = await crm.RunAsync("sequences", "publish", file);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.ErrorLine, Does.Contain("line 10").And.Contain("steps[1].delay"));
        });
    }

    [Test]
    public async Task Records_are_enrolled_by_name_by_file_and_all_and_each_answer_has_its_reasons()
    {
        await crm.OkAsync("sequences", "publish", crm.File("calls.yaml", Calls));
        foreach (var name in (string[])["ada", "bo", "cy"])
            await crm.OkAsync("record", "add", "contact", "--set", $"name={name}", "--set", $"email={name}@example.com");
        var file = crm.File("people.csv", "email\nbo@example.com\n");

        var one = await crm.JsonAsync("enroll", "two-calls", "contact:ada@example.com");
        var two = await crm.JsonAsync("enroll", "two-calls", "--file", file);
        var all = await crm.JsonAsync("enroll", "two-calls", "--all", "contacts");
        var none = await crm.RunAsync("enroll", "two-calls", "contact:ada@example.com");

        Assert.Multiple(() =>
        {
            Assert.That(one.GetProperty("enrolled").GetInt32(), Is.EqualTo(1));
            Assert.That(two.GetProperty("enrolled").GetInt32(), Is.EqualTo(1));
            Assert.That(all.GetProperty("enrolled").GetInt32(), Is.EqualTo(1));
            Assert.That(all.GetProperty("refused").GetInt32(), Is.EqualTo(2));
            Assert.That(none.Code, Is.EqualTo(1));
            Assert.That(none.Output, Does.Contain("already-enrolled").And.Contain("Enrolled 0 of 1."));
        });
    }

    [Test]
    public async Task A_file_that_names_nobody_says_the_line()
    {
        await crm.OkAsync("sequences", "publish", crm.File("calls.yaml", Calls));
        var file = crm.File("people.csv", "record\ncontact:nobody@example.com\n");

        var answer = await crm.RunAsync("enroll", "two-calls", "--file", file);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.ErrorLine, Does.Contain("line 2"));
        });
    }

    [Test]
    public async Task Enrollments_are_listed_shown_skipped_and_finished()
    {
        await crm.OkAsync("sequences", "publish", crm.File("calls.yaml", Calls));
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com");
        var id = (await crm.JsonAsync("enroll", "two-calls", "contact:ada@example.com")).GetProperty("answers")[0].GetProperty("enrollment").GetString()!;

        var listed = await crm.OkAsync("enrollments", "list", "--sequence", "two-calls", "--state", "active", "--state", "pending");
        var shown = await crm.OkAsync("enrollments", "show", id);
        var skipped = await crm.RunAsync("enrollments", "skip", id, "--why", "Knows us");
        var finished = await crm.JsonAsync("enrollments", "finish", id, "--why", "Enough");
        var again = await crm.RunAsync("enrollments", "finish", id);

        Assert.Multiple(() =>
        {
            Assert.That(listed, Does.Contain("Ada").And.Contain(id));
            Assert.That(shown, Does.Contain("Ada in two-calls, version 1").And.Contain("2 days"));
            Assert.That(skipped.Error, Is.Empty);
            Assert.That(finished.GetProperty("finish").GetString(), Is.EqualTo("manual"));
            Assert.That(again.Code, Is.EqualTo(1));
        });
    }
}
