using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Crm.Tests;

/// <summary>
/// The real servers that tests/run.sh starts and names in the environment. Several fixtures share them: each takes a database, queue names and mail addresses of its own.
/// </summary>
internal static class Servers
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>An Npgsql connection string of a superuser, for the database postgres.</summary>
    public static string? Postgres { get; } = Variable("CRM_TEST_POSTGRES");

    /// <summary>The broker's amqp URI.</summary>
    public static string? RabbitMq { get; } = Variable("CRM_TEST_RABBITMQ");

    /// <summary>An SMTP server; a recipient that starts with reject-, defer- or drop- makes it refuse, put off, or cut the line after the final dot.</summary>
    public static (string Host, int Port)? Smtp { get; } = ParseEndpoint(Variable("CRM_TEST_SMTP"));

    /// <summary>The file of the messages that the SMTP server took.</summary>
    public static string? SmtpLog { get; } = Variable("CRM_TEST_SMTP_LOG");

    /// <summary>The folder that the servers were started in; a test that needs servers of its own starts them in a folder below.</summary>
    public static string? Folder { get; } = Variable("CRM_TEST_SERVERS");

    /// <summary>The path of a Chromium for browser tests.</summary>
    public static string? Chromium { get; } = Variable("CRM_TEST_CHROMIUM");

    /// <summary>The servers that the environment does not name; fixtures that need them are left out.</summary>
    public static IReadOnlyList<string> Missing { get; } =
    [
        .. new (string Name, bool Found)[]
        {
            ("PostgreSQL (CRM_TEST_POSTGRES)", Postgres is not null),
            ("RabbitMQ (CRM_TEST_RABBITMQ)", RabbitMq is not null),
            ("SMTP (CRM_TEST_SMTP, CRM_TEST_SMTP_LOG)", Smtp is not null && SmtpLog is not null),
            ("Chromium (CRM_TEST_CHROMIUM)", Chromium is not null),
        }
            .Where(server => !server.Found)
            .Select(server => server.Name),
    ];

    /// <summary>Leaves the test out, as skipped, when a server that it needs is missing: <c>Servers.Require(Servers.Postgres)</c>.</summary>
    public static string Require([NotNull] string? server)
    {
        if (server is null)
        {
            Assert.Ignore("Needs a server that the environment does not name; tests/run.sh starts it.");
            throw new InvalidOperationException("Not reached.");
        }

        return server;
    }

    /// <summary>The messages that the SMTP server took so far, oldest first: other fixtures' too, so look for your own recipients.</summary>
    public static IReadOnlyList<SmtpMessage> ReadSmtpLog()
    {
        using var stream = new FileStream(Require(SmtpLog), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        // A line that is still being written has no end yet.
        return
        [
            .. text[..(text.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<SmtpMessage>(line, Json)!),
        ];
    }

    /// <summary>The messages to one recipient.</summary>
    public static IReadOnlyList<SmtpMessage> ReadSmtpLog(string recipient) =>
        [.. ReadSmtpLog().Where(message => message.To.Contains(recipient, StringComparer.OrdinalIgnoreCase))];

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    static (string, int)? ParseEndpoint(string? value) => value?.Split(':') is [var host, var port] ? (host, int.Parse(port, null)) : null;
}

/// <summary>A message as the SMTP server took it: the envelope's sender and recipients, decoded bodies, headers by name (repeated ones joined by a newline).</summary>
internal sealed record SmtpMessage(
    string? MessageId,
    string From,
    IReadOnlyList<string> To,
    string? Subject,
    string? Text,
    string? Html,
    IReadOnlyDictionary<string, string> Headers,
    DateTimeOffset ReceivedAt
);
