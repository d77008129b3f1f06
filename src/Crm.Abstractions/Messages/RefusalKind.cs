namespace Crm.Messages;

/// <summary>What a permanent refusal applies to (RFC 3463).</summary>
public enum RefusalKind
{
    /// <summary>The address does not exist (5.1.x) and is suppressed.</summary>
    Address,

    /// <summary>Only this message is refused; the address stays usable.</summary>
    Message,
}
