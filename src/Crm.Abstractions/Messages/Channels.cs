namespace Crm.Messages;

/// <summary>Channels that the engine itself knows; a plugin's transport may serve others.</summary>
public static class Channels
{
    /// <summary>Email; its recipients need an address of kind email.</summary>
    public const string Email = "email";
}
