namespace Crm.Sequences;

/// <summary>Why an enrollment is finished.</summary>
public enum FinishReason
{
    /// <summary>All steps are done.</summary>
    Completed,

    /// <summary>The recipient replied.</summary>
    Replied,

    /// <summary>A meeting was booked.</summary>
    MeetingBooked,

    /// <summary>An email bounced permanently.</summary>
    Bounced,

    /// <summary>The recipient opted out, or the address is suppressed.</summary>
    OptedOut,

    /// <summary>The record reached a stage that ends the sequence.</summary>
    StageRule,

    /// <summary>Somebody else at the same company replied.</summary>
    CompanyReplied,

    /// <summary>A person finished it.</summary>
    Manual,

    /// <summary>The record was deleted.</summary>
    RecordDeleted,

    /// <summary>The record was merged into another, whose enrollment continues.</summary>
    MergedInto,

    /// <summary>The sequence was ended.</summary>
    SequenceEnded,
}
