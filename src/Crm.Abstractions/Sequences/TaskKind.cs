namespace Crm.Sequences;

/// <summary>What a task is about.</summary>
public enum TaskKind
{
    /// <summary>Anything.</summary>
    ToDo,

    /// <summary>A call; completing the task logs it.</summary>
    Call,

    /// <summary>An email that is written by hand.</summary>
    Email,
}
