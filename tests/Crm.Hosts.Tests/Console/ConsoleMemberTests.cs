namespace Crm.Tests.Hosts;

/// <summary>What an administrator does with members and custom fields at a prompt.</summary>
public sealed class ConsoleMemberTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync();

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task A_member_is_added_changed_leaves_with_a_handover_and_comes_back()
    {
        await crm.OkAsync("members", "add", "Rita Rep", "--email", "rita@acme.test");
        await crm.OkAsync("members", "update", "rita@acme.test", "--role", "manager", "--access", "all");
        await crm.OkAsync("record", "add", "contact", "--set", "name=Ada", "--set", "owner=rita@acme.test");
        await crm.OkAsync("mailboxes", "add", "rita@acme.test", "--owner", "rita@acme.test");

        var left = await crm.OkAsync("members", "deactivate", "rita@acme.test", "--hand-over-to", "anna@acme.test");

        Assert.That(
            left,
            Does.Contain("Rita Rep may act no more.").And.Contain("Anna Admin took over records: 1, open tasks: 0").And.Contain("crm mailboxes set")
        );
        Assert.That(await crm.OkAsync("members", "list"), Does.Contain("manager").And.Contain("left"));
        Assert.That((await crm.JsonAsync("record", "list", "contact", "--owner", "anna@acme.test")).GetProperty("records").GetArrayLength(), Is.EqualTo(1));
        Assert.That(await crm.OkAsync("members", "activate", "rita@acme.test"), Is.EqualTo("Activated Rita Rep.\n"));
        Assert.That((await crm.RunAsync("members", "update", "rita@acme.test", "--team", "None")).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task A_field_is_defined_changed_by_what_is_named_and_listed()
    {
        await crm.OkAsync("fields", "define", "contact", "size", "--label", "Size", "--kind", "choice", "--value", "small", "--value", "large");
        await crm.OkAsync("fields", "define", "contact", "size", "--indexed", "true");
        Assert.That(await crm.OkAsync("fields", "define", "contact", "size"), Does.Contain("stands so already"));

        var field = (await crm.JsonAsync("fields", "list")).GetProperty("fields")[0];

        Assert.That((field.GetProperty("label").GetString(), field.GetProperty("isIndexed").GetBoolean()), Is.EqualTo(("Size", true)));
        Assert.That(field.GetProperty("allowedValues").GetArrayLength(), Is.EqualTo(2));
        Assert.That(await crm.OkAsync("fields", "list"), Does.Contain("small, large"));
        Assert.That((await crm.RunAsync("fields", "define", "contact", "size", "--kind", "number")).Code, Is.EqualTo(2));
    }
}
