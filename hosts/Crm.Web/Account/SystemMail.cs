using System.ComponentModel.DataAnnotations;
using System.Net;
using Crm.Components;
using Crm.Web.Guards;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Crm.Web.Account;

/// <summary>How the installation itself sends mail (<c>Crm:SystemMail</c>): links to those who have forgotten their password. It has nothing to do with the mailboxes of members, and stands in no timeline.</summary>
internal sealed record SystemMailOptions
{
    /// <summary>Whose address the mail is from; null: the installation sends none.</summary>
    public string? From { get; init; }

    /// <summary>The SMTP server.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>none, starttls or tls.</summary>
    [RegularExpression("none|starttls|tls")]
    public string Security { get; init; } = "starttls";

    /// <summary>The account, or null where the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary>The account's password.</summary>
    public string? Password { get; init; }

    /// <summary>Into this folder instead, one file per message, to try it out.</summary>
    public string? Folder { get; init; }
}

/// <summary>Sends the mail of the installation itself.</summary>
internal sealed class SystemMail(SystemMailOptions options, WebAddress address, IServer server, IStringLocalizer<Texts> texts)
{
    /// <summary>Whether it can.</summary>
    public bool IsConfigured => options.From is not null;

    /// <summary>Reads how.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong value.</exception>
    public static SystemMailOptions Read(IConfiguration configuration)
    {
        var options = WebSettings.Read<SystemMailOptions>(configuration, "Crm:SystemMail");
        var problems = new List<Problem>();
        if (options.From is { } from && !MailboxAddress.TryParse(from, out _))
            problems.Add(new Problem("Crm:SystemMail:From", $"It must be an email address, was '{from}'."));
        if (options.From is not null && options.Host is null && options.Folder is null)
            problems.Add(new Problem("Crm:SystemMail:Host", "It is required where From is set."));
        if (options.From is null && (options.Host ?? options.Folder) is not null)
            problems.Add(new Problem("Crm:SystemMail:From", "It is required where Host or Folder is set."));
        if (options.User is null != string.IsNullOrEmpty(options.Password))
            problems.Add(new Problem("Crm:SystemMail:User", "User and Password must be set together."));
        if (options is { User: not null, Security: "none", Host: { } host } && !IsLoopback(host))
            problems.Add(new Problem("Crm:SystemMail:Security", "It must be starttls or tls where a password is sent to another machine, was 'none'."));
        return problems.Count == 0 ? options : throw CrmException.Invalid(problems);
    }

    /// <summary>Sends a link with which a password is set, in the current language.</summary>
    public async Task SendAsync(Accounts.MailedLink link, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(options.From!));
        message.To.Add(new MailboxAddress("", link.Address));
        message.Subject = texts["Set a new password"];
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain")
        {
            Text = $"""
                {texts["Somebody, most likely you, asked for a new password of your account."]}

                {texts["Set it here, within an hour:"]}
                {address.Link(link.Token, server)}

                {texts["If it was not you, do nothing: your password stays as it is."]}
                """.ReplaceLineEndings("\r\n"),
        };
        if (options.Folder is { } folder)
        {
            Directory.CreateDirectory(folder);
            await message.WriteToAsync(Path.Combine(folder, $"{message.MessageId}.eml"), cancellationToken);
            return;
        }
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(options.Host!, options.Port, SecurityOf(options.Security), cancellationToken);
        if (options.User is { } user)
            await smtp.AuthenticateAsync(user, options.Password!, cancellationToken);
        await smtp.SendAsync(message, cancellationToken);
        await smtp.DisconnectAsync(quit: true, cancellationToken);
    }

    private static SecureSocketOptions SecurityOf(string word) =>
        word switch
        {
            "none" => SecureSocketOptions.None,
            "tls" => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var found) && IPAddress.IsLoopback(found));
}
