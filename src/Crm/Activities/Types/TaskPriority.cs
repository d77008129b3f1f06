namespace Crm.Activities.Types;

/// <summary>How much a task presses.</summary>
internal enum TaskPriority
{
    /// <summary>Can wait.</summary>
    Low,

    /// <summary>As it comes.</summary>
    Normal,

    /// <summary>First.</summary>
    High,
}
