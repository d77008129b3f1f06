namespace Crm.Sequences;

/// <summary>What can happen to an enrollment.</summary>
internal enum EnrollmentTrigger
{
    /// <summary>The start date is reached: the first step gets its due time.</summary>
    Start,

    /// <summary>The step is done and another one follows. A paused enrollment stays paused, at the next step.</summary>
    Advance,

    /// <summary>The handler asked to go on at another step.</summary>
    GoTo,

    /// <summary>Not now: the same step gets another due time (retry, limit, window, changed zone).</summary>
    Postpone,

    /// <summary>The step is left to a person or a server.</summary>
    Wait,

    /// <summary>The step is skipped and another one follows; where none follows, <see cref="Complete"/>.</summary>
    Skip,

    /// <summary>The last step is done or skipped.</summary>
    Complete,

    /// <summary>Held, or held until another date.</summary>
    Pause,

    /// <summary>Goes on: the step gets a due time from the delay that was left.</summary>
    Resume,

    /// <summary>Goes on before its start date.</summary>
    ResumePending,

    /// <summary>Goes on where a task, draft or message of the step is still open.</summary>
    ResumeWaiting,

    /// <summary>Something stands in the way, or something else than before. Blocked outranks Paused; the caller keeps the pause's date.</summary>
    Block,

    /// <summary>The obstacle is gone: the step is decided again.</summary>
    Unblock,

    /// <summary>The obstacle is gone and the step's task, draft or message is still open.</summary>
    UnblockWaiting,

    /// <summary>The step failed for good.</summary>
    Fail,

    /// <summary>A person lets the failed step be decided again.</summary>
    Retry,

    /// <summary>Ended before its last step, by a stop rule, a person or a deleted record.</summary>
    Finish,
}
