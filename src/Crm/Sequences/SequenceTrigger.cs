namespace Crm.Sequences;

/// <summary>What a person can do to a sequence as a whole.</summary>
internal enum SequenceTrigger
{
    /// <summary>Nothing goes out; nobody is dropped.</summary>
    Pause,

    /// <summary>It goes on, or takes enrollments again.</summary>
    Resume,

    /// <summary>It takes no new enrollments; live ones go on to their end.</summary>
    Archive,

    /// <summary>It is over, with all its enrollments.</summary>
    End,
}
