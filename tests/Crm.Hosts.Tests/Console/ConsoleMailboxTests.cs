namespace Crm.Tests.Hosts;

/// <summary>What an operator does with mailboxes at a prompt.</summary>
public sealed class ConsoleMailboxTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync();

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task A_mailbox_is_added_changed_stopped_and_resumed_by_its_address()
    {
        await crm.OkAsync("mailboxes", "add", "anna@acme.test", "--owner", "anna@acme.test", "--policy", "give-up");
        await crm.OkAsync("mailboxes", "set", "ANNA@acme.test", "--policy", "assume-sent", "--name", "Anna");
        Assert.That(await crm.OkAsync("mailboxes", "stop", "anna@acme.test", "--why", "On leave"), Does.StartWith("Stopped anna@acme.test (Anna Admin)"));
        var list = (await crm.JsonAsync("mailboxes", "list"))
            .GetProperty("mailboxes")
            .EnumerateArray()
            .ToDictionary(row => row.GetProperty("address").GetString()!);

        var anna = list["anna@acme.test"];
        Assert.That(
            new[] { "displayName", "unknownPolicy", "reason" }.Select(name => anna.GetProperty(name).GetString()),
            Is.EqualTo(new[] { "Anna", "assumeSent", "On leave" })
        );
        Assert.That(list["sales@acme.test"].GetProperty("isActive").GetBoolean());
        Assert.That(await crm.OkAsync("mailboxes", "list"), Does.Contain("shared").And.Contain("assume-sent").And.Contain("On leave"));
        Assert.That(await crm.OkAsync("mailboxes", "resume", "anna@acme.test"), Does.Contain("sends; policy for unknown delivery: assume-sent"));
        var unknown = await crm.RunAsync("mailboxes", "resume", "bo@acme.test");
        Assert.That((unknown.Code, unknown.Output), Is.EqualTo((1, "")));
        Assert.That((await crm.RunAsync("mailboxes", "set", "anna@acme.test")).ErrorLine, Does.Contain("Nothing is to change"));
    }

    [Test]
    public async Task Setup_says_that_its_mailbox_is_stopped_and_how_it_is_resumed()
    {
        await crm.OkAsync("mailboxes", "stop", "sales@acme.test", "--why", "535 Bad password");

        var said = await crm.OkAsync("setup", "--mailbox", "sales@acme.test");

        Assert.That(said, Does.Contain("535 Bad password").And.Contain("crm mailboxes resume sales@acme.test").And.Not.Contain("mailbox is ready"));
        Assert.That((await crm.JsonAsync("setup")).GetProperty("mailboxStopped").GetString(), Is.EqualTo("535 Bad password"));
        await crm.OkAsync("mailboxes", "resume", "sales@acme.test");
        Assert.That(await crm.OkAsync("setup", "--mailbox", "sales@acme.test"), Does.Contain("mailbox is ready"));
    }

    [Test]
    public async Task Help_names_the_values_of_a_word_in_one_way()
    {
        var help = await crm.OkAsync("mailboxes", "set", "--help");
        Assert.That(help, Does.Contain("<ask|assume-sent|resend|give-up>").And.Not.Contain("AssumeSent"));
    }
}
