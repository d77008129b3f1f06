namespace Crm.Sequences;

/// <summary>What a step needs beyond the record.</summary>
[Flags]
public enum StepNeeds
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The values that the plugin stored on the enrollment.</summary>
    State = 2,

    /// <summary>A recipient with an email address; a record without one is not enrolled. For handlers that queue or draft messages.</summary>
    Recipient = 4,
}
