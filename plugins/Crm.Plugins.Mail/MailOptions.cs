using System.Globalization;
using System.Net;
using MailKit.Security;

namespace Crm.Plugins.Mail;

/// <summary>Where mail goes.</summary>
internal enum MailMode
{
    /// <summary>To an SMTP server.</summary>
    Smtp,

    /// <summary>Into a folder, one file per message.</summary>
    Folder,
}

/// <summary>The plugin's settings (<c>Crm:Plugins:Settings:crm.mail</c>).</summary>
internal sealed record MailOptions
{
    /// <summary>Smtp where a host is set, else Folder: the embedded default sends nothing to anybody.</summary>
    public MailMode Mode { get; init; } = MailMode.Folder;

    /// <summary>The SMTP server.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port; 25, 587 or 465 by <see cref="Security"/> where none is set.</summary>
    public int Port { get; init; } = 587;

    /// <summary>The account, or null where the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary>The account's password.</summary>
    public string? Password { get; init; }

    /// <summary>none, starttls (default; refused where the server does not offer it) or tls.</summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;

    /// <summary>Whether the server's certificate is refused where its authority's list of revoked ones says so, or cannot be fetched.</summary>
    public bool ChecksRevocation { get; init; } = true;

    /// <summary>Connections to the server at the same time; Office 365 takes three of one account.</summary>
    public int Connections { get; init; } = 3;

    /// <summary>The folder of <see cref="MailMode.Folder"/>; made where it is missing.</summary>
    public string Folder { get; init; } = "mail";

    /// <summary>How long the server may take for an answer, but for the one to the final dot, which has ten minutes (RFC 5321 §4.5.3.2.6).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">Names everything that is wrong, with what is allowed.</exception>
    public static MailOptions Read(IReadOnlyDictionary<string, string?> settings)
    {
        var problems = new List<string>();
        string? Text(string key) => settings.GetValueOrDefault(key) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        int Number(string key, int otherwise, int least, int most)
        {
            if (Text(key) is not { } text)
                return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            problems.Add($"{key} must be {least}–{most}, was '{text}'");
            return otherwise;
        }
        T Word<T>(string key, T otherwise, params (string Word, T Value)[] allowed)
        {
            if (Text(key) is not { } text)
                return otherwise;
            foreach (var (word, value) in allowed)
                if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                    return value;
            problems.Add($"{key} must be {string.Join(" or ", allowed.Select(one => one.Word))}, was '{text}'");
            return otherwise;
        }

        var host = Text("Host") ?? "";
        var security = Word(
            "Security",
            SecureSocketOptions.StartTls,
            ("none", SecureSocketOptions.None),
            ("starttls", SecureSocketOptions.StartTls),
            ("tls", SecureSocketOptions.SslOnConnect)
        );
        var options = new MailOptions
        {
            Mode = Word("Mode", host.Length > 0 ? MailMode.Smtp : MailMode.Folder, ("smtp", MailMode.Smtp), ("folder", MailMode.Folder)),
            Host = host,
            Port = Number("Port", UsualPort(security), 1, 65535),
            User = Text("User"),
            Password = settings.GetValueOrDefault("Password"),
            Security = security,
            ChecksRevocation = Word("CertificateRevocation", true, ("check", true), ("off", false)),
            Connections = Number("Connections", 3, 1, 100),
            Folder = Path.GetFullPath(Text("Folder") ?? "mail"),
            Timeout = TimeSpan.FromSeconds(Number("TimeoutSeconds", 60, 1, 600)),
        };
        problems.AddRange(options.Contradictions());
        return problems.Count == 0 ? options : throw new ArgumentException($"Crm:Plugins:Settings:crm.mail: {string.Join("; ", problems)}.");
    }

    private IEnumerable<string> Contradictions()
    {
        if (Mode == MailMode.Smtp && Host.Length == 0)
            yield return "Host must be set for Mode smtp";
        if (User is null != string.IsNullOrEmpty(Password))
            yield return "User and Password must be set together";
        if (Mode == MailMode.Smtp && User is not null && Security == SecureSocketOptions.None && !IsLoopback(Host))
            yield return "Security must be starttls or tls where a password is sent to another machine, was 'none'";
    }

    private static int UsualPort(SecureSocketOptions security) =>
        security switch
        {
            SecureSocketOptions.None => 25,
            SecureSocketOptions.SslOnConnect => 465,
            _ => 587,
        };

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
