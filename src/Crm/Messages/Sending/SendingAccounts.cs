using System.Collections.Concurrent;
using Crm.Plugins;
using Crm.Values;
using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>
/// The accounts that this process sends by: how many messages each takes at a time, and which cannot be used now. An account that is down costs its messages nothing: they stay queued as they are, one is
/// tried every 30 seconds, and when that one gets through, all of them are due at once. Kept in memory: each process finds out for itself. Safe for all threads.
/// </summary>
internal sealed partial class SendingAccounts(PluginCatalog plugins, TimeProvider time, ILogger<SendingAccounts> logger) : IDisposable
{
    private readonly ConcurrentDictionary<(string Channel, string Key), AccountState> states = new();

    /// <summary>Mailboxes that need not be looked at now: they send by an account that is down, and its next probe is not due.</summary>
    public IReadOnlyCollection<MailboxId> Resting => [.. states.Values.SelectMany(state => state.Resting)];

    /// <summary>What the host can send by.</summary>
    public PluginCatalog Plugins { get; } = plugins;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var state in states.Values)
            state.Dispose();
    }

    /// <summary>The account's key, whichever mailbox sends by it.</summary>
    public string KeyOf(string channel, string from) => Find(channel, from).Key;

    /// <summary>The account of a message.</summary>
    public AccountState Of(Message message)
    {
        var account = Find(message.Channel, message.FromAddress);
        return states.GetOrAdd((message.Channel, account.Key), _ => new AccountState(account, time));
    }

    /// <summary>Whether a message may be tried now: the account is not known to be down, or this is its probe. Else its mailbox rests.</summary>
    public bool MayTry(Message message) => Of(message).MayTry(message.Mailbox);

    /// <summary>What came of a message tells of its account, unless the transport itself refused the message: then no server was asked.</summary>
    public void Report(Message message, SendResult result)
    {
        var state = Of(message);
        if (result is SendResult.Refused { IsLocal: true })
        {
            state.LearnNothing();
            return;
        }
        var reply = result switch
        {
            SendResult.Deferred { IsAccountWide: true } deferred => deferred.Reply,
            SendResult.MailboxRefused { IsAccountWide: true } refused => refused.Reply,
            _ => null,
        };
        if (reply is not null && state.GoDown(message.Mailbox))
            LogDown(logger, message.Channel, state.Account.Key, reply);
        else if (reply is null && state.ComeBack() is { } since)
            LogBack(logger, message.Channel, state.Account.Key, time.GetUtcNow() - since);
    }

    /// <summary>An address as it is handed to a transport: of email, with its domain in ASCII.</summary>
    public static string WireForm(string channel, string address) => channel == Channels.Email ? EmailAddress.ToAscii(address) : address;

    private SendingAccount Find(string channel, string from)
    {
        try
        {
            return Plugins.Transports.TryGetValue(channel, out var transport) ? transport.AccountOf(WireForm(channel, from)) : new SendingAccount(from);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Plugins.ReportFailure(channel, exception, "the account of a mailbox");
            return new SendingAccount(from);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {Channel} cannot send through {Account}: {Reply} Its messages wait, and one is tried every 30 seconds; another line is logged when it works again."
    )]
    private static partial void LogDown(ILogger logger, string channel, string account, string reply);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Channel {Channel} sends through {Account} again, after {Lasted}; the messages that waited are being sent."
    )]
    private static partial void LogBack(ILogger logger, string channel, string account, TimeSpan lasted);
}
