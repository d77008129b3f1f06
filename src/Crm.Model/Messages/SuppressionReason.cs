namespace Crm.Messages;

/// <summary>Why an address is suppressed.</summary>
public enum SuppressionReason
{
    /// <summary>The person asked for it.</summary>
    OptedOut,

    /// <summary>Mail bounced for good.</summary>
    Bounced,

    /// <summary>The person complained.</summary>
    Complained,

    /// <summary>A member entered it.</summary>
    Manual,
}
