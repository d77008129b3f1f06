using Microsoft.Data.Sqlite;

namespace Crm.Tests.Hosts;

/// <summary>How an administrator lets people in at a prompt.</summary>
public sealed class ConsoleSignInTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync("Crm:PublicUrl=https://crm.acme.test");

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task Setup_prints_the_first_administrators_link_once()
    {
        using var fresh = new ConsoleHarness();
        fresh.Settings.Add("Crm:PublicUrl=https://crm.acme.test");
        var first = await fresh.JsonAsync("setup", "--admin-email", "anna@acme.test");
        Assert.That(first.GetProperty("signInLink").GetString(), Does.StartWith("https://crm.acme.test/link/"));

        var again = await fresh.OkAsync("setup");

        Assert.That(again, Does.Contain("was printed before and is good until").And.Contain("crm members invite").And.Not.Contain("/link/"));
        Assert.That(
            (await fresh.JsonAsync("setup")).TryGetProperty("signInLink", out var link) && link.ValueKind == System.Text.Json.JsonValueKind.String,
            Is.False
        );
    }

    [Test]
    public async Task Setup_says_that_another_key_is_another_tenant()
    {
        const string Warning = "It is a new tenant with the key “acem”: pass --tenant acem";
        Assert.That(await crm.OkAsync("setup"), Does.Not.Contain("new tenant"));

        Assert.That(await crm.OkAsync("setup", "--tenant", "acem", "--admin-email", "anna@acme.test"), Does.Contain(Warning));

        Assert.That(await crm.OkAsync("setup", "--tenant", "acem"), Does.Contain("already set up").And.Not.Contain("new tenant"));
    }

    [Test]
    public async Task A_member_is_invited_by_a_link_that_begins_with_the_public_address()
    {
        await crm.OkAsync("members", "add", "Rita Rep", "--email", "rita@acme.test");
        var invited = await crm.OkAsync("members", "invite", "rita@acme.test");
        Assert.That(invited, Does.StartWith("Rita Rep signs in for the first time with this link, once, until ").And.Contain("\nhttps://crm.acme.test/link/"));
        var json = await crm.JsonAsync("members", "invite", "rita@acme.test");
        Assert.That(json.GetProperty("link").GetString(), Has.Length.EqualTo("https://crm.acme.test/link/".Length + 43));
        Assert.That((await crm.RunAsync("members", "invite", "rita@acme.test", "--member", "rita@acme.test")).Code, Is.EqualTo(1), "she may not");
    }

    [Test]
    public async Task Who_cannot_sign_in_has_no_password_to_reset_and_no_session_to_end()
    {
        var reset = await crm.RunAsync("members", "reset-password", "anna@acme.test");
        Assert.That(reset.Code, Is.EqualTo(1));
        Assert.That(reset.ErrorLine, Does.Contain("invite the member first"));
        Assert.That(await crm.OkAsync("members", "sign-out", "anna@acme.test"), Is.EqualTo("Sessions of Anna Admin that were ended: 0.\n"));
    }

    [Test]
    public async Task An_address_that_is_none_is_named()
    {
        crm.Settings.Add("Crm:PublicUrl=http://crm.acme.test");
        var answer = await crm.RunAsync("members", "invite", "anna@acme.test");
        Assert.That((answer.Code, answer.Error.Contains("Crm:PublicUrl", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [TestCase("<key id=\"1\"><descriptor><masterKey>abc</masterKey></descriptor></key>", true)]
    [TestCase("<key id=\"1\"><descriptor><encryptedSecret>abc</encryptedSecret></descriptor></key>", false)]
    [TestCase("<revocation version=\"1\" />", false)]
    public async Task Doctor_warns_of_keys_that_nothing_encrypts_and_is_content_all_the_same(string xml, bool warns)
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(crm.Folder, "crm.db")}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "insert into crm_data_key (name, xml, created_at) values ('key-1', $xml, 1)";
            command.Parameters.AddWithValue("$xml", xml);
            await command.ExecuteNonQueryAsync();
        }

        var said = await crm.OkAsync("doctor");

        Assert.That(said.Contains("Crm:Keys:CertificateFile", StringComparison.Ordinal), Is.EqualTo(warns));
        Assert.That((await crm.JsonAsync("doctor")).GetProperty("warnings").GetArrayLength(), Is.EqualTo(warns ? 1 : 0));
    }
}
