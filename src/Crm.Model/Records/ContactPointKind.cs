namespace Crm.Records;

/// <summary>What a contact point is.</summary>
public enum ContactPointKind
{
    /// <summary>An email address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,
}
