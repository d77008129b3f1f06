using Crm.Messages;
using Crm.Plugins.Mail;
using Crm.Testing;

namespace Crm.Tests.Plugins.Mail;

internal sealed class MailPlugin : PluginConformance<EmailTransport>;

internal sealed class FolderConformance : MessageTransportConformance<EmailTransport>
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Path.Combine(Directory.CreateTempSubdirectory("crm-mail-").FullName, "mail");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    protected override EmailTransport Create() => new(new MailOptions { Folder = folder }, null!);

    protected override async Task<IReadOnlyList<string>> DeliveredAsync() =>
        Directory.Exists(folder) ? await Task.WhenAll(Directory.GetFiles(folder).Select(file => File.ReadAllTextAsync(file))) : [];

    [Test]
    public async Task A_file_is_named_by_time_and_identifier_and_a_second_attempt_replaces_it()
    {
        var message = Mail.Message with { WireId = "../../x/1@sender.test" };
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.That(await Create().SendAsync(message, new SendAttempt(), CancellationToken.None), Is.InstanceOf<SendResult.Accepted>());
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(["20260302T090000000Z-.._.._x_1@sender.test.eml"]));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_defers()
    {
        await File.WriteAllTextAsync(folder, "a file in the way");
        var attempt = new SendAttempt();
        Assert.That(await Create().SendAsync(Mail.Message, attempt, CancellationToken.None), Is.InstanceOf<SendResult.Deferred>());
        Assert.That(attempt.MayHaveBeenSent, Is.False);
        File.Delete(folder);
    }
}

internal sealed class SmtpConformance : MessageTransportConformance<EmailTransport>
{
    private ScriptedSmtp server = null!;
    private SmtpConnections connections = null!;
    private MailOptions options = null!;

    [SetUp]
    public void Start()
    {
        server = new ScriptedSmtp();
        options = Mail.To(server.Port);
        connections = new SmtpConnections(options, TimeProvider.System);
    }

    [TearDown]
    public void Stop()
    {
        connections.Dispose();
        server.Dispose();
    }

    protected override EmailTransport Create() => new(options, connections);

    protected override Task<IReadOnlyList<string>> DeliveredAsync() => Task.FromResult(server.Messages);
}

internal sealed class MailOptionsTests
{
    [Test]
    public void Without_settings_mail_goes_into_a_folder() =>
        Assert.That(MailOptions.Read(new Dictionary<string, string?>()).Mode, Is.EqualTo(MailMode.Folder));

    [TestCase("none", 25)]
    [TestCase("starttls", 587)]
    [TestCase("tls", 465)]
    public void A_host_means_smtp_at_the_usual_port(string security, int port)
    {
        var options = MailOptions.Read(new Dictionary<string, string?> { ["Host"] = "mail.test", ["Security"] = security });
        Assert.That((options.Mode, options.Port), Is.EqualTo((MailMode.Smtp, port)));
    }

    [Test]
    public void Everything_wrong_is_named_at_once()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mode"] = "fax",
            ["Port"] = "0",
            ["Security"] = "ssl3",
            ["TimeoutSeconds"] = "x",
            ["User"] = "anna",
        };
        var error = Assert.Throws<ArgumentException>(() => MailOptions.Read(settings));
        Assert.That(
            error.Message,
            Is.EqualTo(
                "Crm:Plugins:Settings:crm.mail: Security must be none or starttls or tls, was 'ssl3'; Mode must be smtp or folder, was 'fax'; "
                    + "Port must be 1–65535, was '0'; TimeoutSeconds must be 1–600, was 'x'; User and Password must be set together."
            )
        );
    }

    [Test]
    public void A_password_does_not_travel_in_the_clear()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Host"] = "mail.test",
            ["Security"] = "none",
            ["User"] = "anna",
            ["Password"] = "secret",
        };
        var error = Assert.Throws<ArgumentException>(() => MailOptions.Read(settings));
        Assert.That(error.Message, Does.Contain("Security must be").And.Not.Contain("secret"));
    }
}
