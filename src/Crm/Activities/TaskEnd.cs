namespace Crm.Activities;

/// <summary>How something to do ended.</summary>
internal enum TaskEnd
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not wanted any more.</summary>
    Skipped,
}
