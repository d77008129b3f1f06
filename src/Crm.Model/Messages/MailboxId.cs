using Crm.Stores;

namespace Crm.Messages;

/// <summary>Identifies a mailbox.</summary>
public readonly record struct MailboxId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
