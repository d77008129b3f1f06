using Crm.Stores;

namespace Crm.Messages;

/// <summary>What becomes of a message whose fate nobody knows.</summary>
public enum UnknownPolicy
{
    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>It counts as sent.</summary>
    AssumeSent,

    /// <summary>It is sent once more; it may arrive twice.</summary>
    Resend,

    /// <summary>It counts as failed.</summary>
    GiveUp,
}
