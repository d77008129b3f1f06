namespace Crm.Messages;

/// <summary>What several mailboxes may send by: a server and a user there. When it cannot be used, none of their messages can be sent, and all of them wait.</summary>
/// <param name="Key">Tells the transport's accounts apart; it is shown to people, so it must not contain a secret.</param>
public sealed record SendingAccount(string Key)
{
    /// <summary>How many messages each process hands to it at the same time, at least 1; the others wait for their turn.</summary>
    public int MaxConcurrentMessages { get; init; } = int.MaxValue;
}
