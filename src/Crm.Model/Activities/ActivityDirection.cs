namespace Crm.Activities;

/// <summary>Who began it.</summary>
public enum ActivityDirection
{
    /// <summary>The customer.</summary>
    Inbound,

    /// <summary>We.</summary>
    Outbound,
}
