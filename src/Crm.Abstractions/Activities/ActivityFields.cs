namespace Crm.Activities;

/// <summary>Columns that all activities share; a type says which of them it uses.</summary>
[Flags]
public enum ActivityFields
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>How the activity ended, from the tenant's list for the type.</summary>
    Outcome = 1,

    /// <summary>How long the activity took.</summary>
    Duration = 2,

    /// <summary>Where the activity took place.</summary>
    Location = 4,

    /// <summary>Who took part.</summary>
    Attendees = 8,

    /// <summary>Inbound or outbound.</summary>
    Direction = 16,

    /// <summary>When the activity is due; an activity of such a type stays open until it is completed.</summary>
    Due = 32,

    /// <summary>The URL of a recording.</summary>
    Recording = 64,
}
