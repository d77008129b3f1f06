using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.Accounts;
using Crm.Tenancy;
using Crm.Testing;

namespace Crm.Tests.Hosts.Web;

/// <summary>The keys behind cookies, and the mail of the installation itself.</summary>
internal sealed class KeyTests
{
    private string folder = "";
    private TestDatabase database = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        folder = Directory.CreateTempSubdirectory("crm-keys-").FullName;
        database = await TestDatabase.CreateAsync("sqlite");
        await using var server = await WebServer.StartSharedAsync(database);
        await server
            .Use<Installation.SetUpTenant>()
            .ExecuteAsync(WebServer.Caller, new Installation.SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
    }

    [TearDown]
    public async Task DropAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Who_is_signed_in_stays_so_when_the_host_restarts_and_in_all_of_its_processes(bool isEncrypted)
    {
        var settings = isEncrypted ? Certificate("first") : [];
        using var cookies = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        string cookie;
        await using (var first = await WebServer.StartSharedAsync(database, settings))
        {
            await first.SignInAsync(first.Client, MemberRole.Administrator);
            using var signIn = await first
                .NewClient()
                .SendFormAsync("/sign-in", "/sign-in", ("address", "ada@northwind.example"), ("password", WebServer.Password));
            cookie = signIn.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("crm=C", StringComparison.Ordinal)).Split(';')[0];
        }
        await using var second = await WebServer.StartSharedAsync(database, settings);

        Assert.That(await IsInAsync(second, cookie), Is.True);
        Assert.That(await second.Use<KeyRing>().CountUnprotectedAsync(default), Is.EqualTo(isEncrypted ? 0 : 1));
        Assert.That(string.Concat(await second.Use<KeyRing>().GetAllAsync(default)).Contains("<masterKey", StringComparison.Ordinal), Is.EqualTo(!isEncrypted));
    }

    [Test]
    public async Task Without_the_certificate_a_copy_of_the_database_signs_nobody_in()
    {
        string cookie;
        await using (var first = await WebServer.StartSharedAsync(database, Certificate("first")))
        {
            await first.SignInAsync(first.Client, MemberRole.Administrator);
            using var signIn = await first
                .NewClient()
                .SendFormAsync("/sign-in", "/sign-in", ("address", "ada@northwind.example"), ("password", WebServer.Password));
            cookie = signIn.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("crm=C", StringComparison.Ordinal)).Split(';')[0];
        }
        await using var thief = await WebServer.StartSharedAsync(database, Certificate("other"));
        Assert.That(await IsInAsync(thief, cookie), Is.False);
    }

    [Test]
    public async Task A_certificate_whose_password_is_wrong_is_named_without_it()
    {
        var settings = Certificate("first");
        settings[1] = "--Crm:Keys:CertificatePassword=not-it";
        var error = Assert.Throws<CrmException>(() => Crm.Web.CrmWeb.Build([.. WebServer.Settings(database.Options), .. settings]));
        Assert.That(error.Message, Does.Contain("Crm:Keys:CertificateFile").And.Not.Contain("not-it"));
        await Task.CompletedTask;
    }

    [Test]
    public async Task A_forgotten_password_is_mailed_a_link_and_the_page_says_the_same_to_everybody()
    {
        await using var server = await WebServer.StartSharedAsync(
            database,
            "--Crm:SystemMail:From=crm@northwind.example",
            $"--Crm:SystemMail:Folder={folder}",
            "--Crm:PublicUrl=http://localhost:5000"
        );
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        var unknown = await AskAsync(server, "nobody@northwind.example");
        var known = await AskAsync(server, "Ada@Northwind.example");
        Assert.That(known, Is.EqualTo(unknown).And.Contain("If the address has an account"));
        Assert.That(() => Directory.GetFiles(folder, "*.eml"), Has.Length.EqualTo(1).After(20_000, 50));
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(folder, "*.eml")[0]);
        Assert.That(mail, Does.Contain("To: ada@northwind.example").And.Contain("From: crm@northwind.example"));
        var start = mail.IndexOf("http://localhost:5000/link/", StringComparison.Ordinal);
        Assert.That(start, Is.Positive);
        var path = mail[(start + "http://localhost:5000".Length)..].Split('\r', '\n')[0].Trim();

        using var client = server.NewClient();
        using var changed = await client.SendFormAsync(path, path, ("password", "four newer words"), ("repeated", "four newer words"));

        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using var former = await server.Client.OpenAsync("/");
        Assert.That(former.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "signed out everywhere else");
        Assert.That(await AskAsync(server, "ada@northwind.example"), Is.EqualTo(known));
    }

    [Test]
    public async Task Without_mail_of_its_own_the_page_says_whom_to_ask()
    {
        await using var server = await WebServer.StartSharedAsync(database);
        using var page = await server.Client.OpenAsync("/sign-in/forgot");
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("An administrator can give you a link"));
    }

    private static async Task<string> AskAsync(WebServer server, string address)
    {
        using var client = server.NewClient();
        using var response = await client.SendFormAsync("/sign-in/forgot", "/sign-in/forgot", ("address", address));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<bool> IsInAsync(WebServer server, string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(server.App.Urls.First()),
        };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var response = await client.OpenAsync("/");
        return response.StatusCode == HttpStatusCode.OK;
    }

    private string[] Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, $"{name}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "a password"));
        return [$"--Crm:Keys:CertificateFile={file}", "--Crm:Keys:CertificatePassword=a password"];
    }
}
