namespace Crm.Tests.Hosts;

/// <summary>What an operator is told to do, and how a timer learns of it.</summary>
public sealed class ConsoleDoctorTests
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
                "sequence: Work\nkey: work\nfor: [contact]\nsteps:\n  - key: mail\n    step: email.auto\n    subject: Hi\n    body: Dear {{ record.title }}\n"
            )
        );
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "email=ada@example.com", "--set", "owner=anna@acme.test");
        await crm.OkAsync("enroll", "work", "contact:ada@example.com");
    }

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task Doctor_ends_with_one_where_a_person_is_needed_and_names_the_command()
    {
        Assert.That(await crm.OkAsync("doctor"), Does.Not.Contain("A person is needed"));
        Assert.That(await crm.OkAsync("run", "--once"), Does.Contain("1 enrollment(s) are Blocked by records that lack a value."));

        var blocked = await crm.RunAsync("doctor");
        Assert.That(blocked.Code, Is.EqualTo(1));
        Assert.That(blocked.Output, Does.Contain("No problems found.").And.Contain("A person is needed:").And.Contain("crm enrollments list --state blocked"));

        await crm.OkAsync("record", "update", "contact:ada@example.com", "--set", "title=Countess");
        await crm.OkAsync("mailboxes", "stop", "sales@acme.test", "--why", "The provider moves.");
        await crm.OkAsync("run", "--once");
        var stopped = await crm.RunAsync("doctor");
        Assert.That(stopped.Code, Is.EqualTo(1));
        Assert.That(stopped.Output, Does.Contain("The provider moves.").And.Contain("crm mailboxes resume"));
        var json = System.Text.Json.JsonElement.Parse((await crm.RunAsync("doctor", "--json")).Output);
        Assert.That(json.GetProperty("waits")[0].GetProperty("cause").GetString(), Does.StartWith("mailbox:"));

        await crm.OkAsync("mailboxes", "resume", "sales@acme.test");
        Assert.That(await crm.OkAsync("doctor"), Does.Contain("No problems found."));
    }

    [Test]
    public async Task A_queued_message_is_taken_back_and_found_with_its_message_id()
    {
        await crm.OkAsync("record", "update", "contact:ada@example.com", "--set", "title=Countess");
        // Nobody listens there: the message stays queued.
        crm.Settings.AddRange([
            "Crm:Plugins:Settings:crm.mail:Host=127.0.0.1",
            "Crm:Plugins:Settings:crm.mail:Port=1",
            "Crm:Plugins:Settings:crm.mail:Security=none",
        ]);
        await crm.OkAsync("run", "--once");
        var id = (await crm.OkAsync("messages", "list", "--mailbox", "sales@acme.test", "--sequence", "work", "--state", "queued", "--ids")).Trim();
        Assert.That(Guid.TryParse(id, out _), id);
        Assert.That(await crm.OkAsync("messages", "list"), Does.Contain("MESSAGE-ID").And.Contain($"{id}@"));

        Assert.That(await crm.OkAsync("messages", "cancel", id, "--why", "A wrong price."), Does.Contain("is Cancelled."));

        Assert.That(
            await crm.OkAsync("enrollments", "show", "contact:ada@example.com"),
            Does.Contain("The last step was skipped.").And.Not.Contain("All steps are done")
        );
        Assert.That((await crm.RunAsync("messages", "cancel", id)).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task Answers_for_messages_are_given_by_id_or_for_all()
    {
        Assert.That(await crm.OkAsync("messages", "settle", "--all", "--answer", "was-sent", "--mailbox", "sales@acme.test"), Does.Contain("No message waits"));
        Assert.That((await crm.RunAsync("messages", "settle", "--all")).ErrorLine, Does.Contain("Give --answer with --all"));
        Assert.That((await crm.RunAsync("messages", "settle")).ErrorLine, Does.Contain("Give either ID"));
        Assert.That((await crm.RunAsync("messages", "settle", Guid.NewGuid().ToString())).ErrorLine, Does.Contain("answer"));
        Assert.That(await crm.OkAsync("messages", "settle", "--help"), Does.Contain("<was-sent|resend|give-up>").And.Not.Contain("GiveUp"));
    }

    [Test]
    public async Task A_folder_that_only_waits_for_approval_is_no_failure()
    {
        AddVisits();

        var listed = await crm.OkAsync("plugins", "list");

        Assert.That(listed, Does.Contain("Waiting").And.Contain("Crm.Plugins.Visits: It waits for approval"));
        Assert.That(await crm.OkAsync("doctor"), Does.Contain("No problems found."));
    }

    [Test]
    public async Task A_plugin_with_a_wrong_hash_or_without_a_line_in_the_settings_holds_what_its_rule_would_look_at()
    {
        AddVisits();
        await crm.OkAsync("record", "update", "contact:ada@example.com", "--set", "title=Countess");
        const string Enabled = "Crm:Plugins:Enabled:0=Crm.Plugins.Visits";
        const string Hash = "Crm:Plugins:Hashes:acme.visits=00";
        crm.Settings.Add(Enabled);
        await crm.OkAsync("timeline", "contact:ada@example.com"); // any host that has loaded it once

        crm.Settings.Add(Hash);
        Assert.That(await crm.OkAsync("run", "--once"), Does.Contain("1 enrollment(s) are Blocked by rule:acme.visits.quiet.").And.Not.Contain("sent"));
        var refused = await crm.RunAsync("doctor");
        Assert.That(refused.Code, Is.EqualTo(1));
        Assert.That(refused.Output, Does.Contain("has the hash").And.Contain("it brought the stop rule acme.visits.quiet, so what comes due is held"));

        crm.Settings.RemoveAll(setting => setting is Enabled or Hash);
        await crm.OkAsync("log", "call", "contact:ada@example.com", "--outcome", "connected"); // its subscriber wants to know
        Assert.That(await crm.OkAsync("run", "--once"), Does.Not.Contain("messages sent"));
        var gone = await crm.RunAsync("plugins", "list");
        Assert.That(gone.Code, Is.EqualTo(1));
        Assert.That(gone.Output, Does.Contain("The plugin acme.visits is not loaded here").And.Contain("crm plugins forget"));

        var forgotten = await crm.OkAsync("plugins", "forget", "acme.visits");
        Assert.That(forgotten, Does.Contain("stop rule acme.visits.quiet").And.Contain("Dropped: 1 event(s) that waited for its subscribers."));
        Assert.That(await crm.OkAsync("run", "--once"), Does.Contain("messages sent: 1"));
        await crm.OkAsync("plugins", "list");
    }

    [Test]
    public async Task After_a_restore_nothing_runs_until_the_recovery_has_begun()
    {
        await crm.OkAsync("record", "update", "contact:ada@example.com", "--set", "title=Countess");
        var (file, backup) = (Path.Combine(crm.Folder, "crm.db"), Path.Combine(crm.Folder, "backup.db"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Copy(file, backup);
        Assert.That(await crm.OkAsync("run", "--once"), Does.Contain("messages sent: 1"));
        Assert.That(File.Exists(Path.Combine(crm.Folder, "crm.mark")));

        // One with a mark of its own, so that it is known as the same database.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Copy(file, backup, overwrite: true);
        await crm.OkAsync("run", "--once");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Copy(backup, file, overwrite: true);
        foreach (var log in new[] { "-wal", "-shm" })
            File.Delete(file + log);

        var refused = await crm.RunAsync("run", "--once");
        Assert.That(refused.Code, Is.Not.Zero);
        Assert.That(refused.Error, Does.Contain("restored from a backup").And.Contain("crm recover"));
        Assert.That((await crm.RunAsync("doctor")).Output, Does.Contain("restored from a backup").And.Contain("crm recover"));

        Assert.That(await crm.OkAsync("recover"), Does.Contain("Nothing that was due before then is sent or carried out until a person decides."));
        await crm.OkAsync("run", "--once");
        Assert.That(await crm.OkAsync("doctor"), Does.Contain("No problems found."));
    }

    /// <summary>The sample with a stop rule, in a folder of its own below an allowed one.</summary>
    private void AddVisits()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var repository = built.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var folder = Directory.CreateDirectory(Path.Combine(crm.Folder, "plugins", "Crm.Plugins.Visits")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, "plugins", "Crm.Plugins.Visits", "bin", built.Parent!.Name, built.Name)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        crm.Settings.Add($"Crm:Plugins:Folders:0={Path.GetDirectoryName(folder)}");
    }
}
