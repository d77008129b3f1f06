using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>Identifies a mailbox.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct MailboxId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
