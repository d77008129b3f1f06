using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Accounts;

/// <summary>What a one-time link may be used for.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum LinkPurpose
{
    /// <summary>To get an account for a member.</summary>
    Invitation,

    /// <summary>To set a new password for the member's account.</summary>
    PasswordReset,
}
