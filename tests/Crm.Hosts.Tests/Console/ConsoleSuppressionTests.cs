namespace Crm.Tests.Hosts;

/// <summary>What an operator does with suppressed addresses at a prompt.</summary>
public sealed class ConsoleSuppressionTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync();

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task An_address_is_suppressed_looked_up_and_lifted()
    {
        Assert.That(await crm.OkAsync("suppressions", "list"), Does.Contain("No address is suppressed."));
        await crm.OkAsync("suppressions", "add", "Carla@x.example", "--reason", "opted-out");
        Assert.That(await crm.OkAsync("suppressions", "list", "carla@x.example"), Does.Contain("opted-out").And.Not.Contain("carla"));
        var wrong = await crm.RunAsync("suppressions", "add", "Carla <carla@x.example>");
        Assert.That((wrong.Code, wrong.Output), Is.EqualTo((2, "")));

        await crm.OkAsync("suppressions", "lift", "carla@x.example", "--why", "She asked for it.");

        Assert.That(await crm.OkAsync("suppressions", "list", "carla@x.example"), Does.Contain("The address is not suppressed."));
        Assert.That((await crm.RunAsync("suppressions", "lift", "carla@x.example")).Code, Is.EqualTo(2), "it asks why");
    }

    [Test]
    public async Task What_one_installation_exports_another_imports()
    {
        await crm.OkAsync("suppressions", "add", "carla@x.example", "--reason", "complained");
        await crm.OkAsync("suppressions", "add", "dora@x.example");
        var exported = await crm.OkAsync("suppressions", "export");

        using var other = await ConsoleHarness.CreateAsync();
        var said = await other.OkAsync("suppressions", "import", other.File("gone.csv", exported));

        Assert.That(said, Does.StartWith("Suppressed: 2 new, 0 with a stronger reason, 0 already."));
        Assert.That(await other.OkAsync("suppressions", "export"), Is.EqualTo(exported));
    }
}
