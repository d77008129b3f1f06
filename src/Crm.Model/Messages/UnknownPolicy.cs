namespace Crm.Messages;

/// <summary>What to do with a message whose delivery is unknown.</summary>
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
