namespace Crm.Sequences;

/// <summary>
/// Evaluated immediately before each effect: when a step is decided, when its draft is approved, and once more before its message leaves. Fast and pure, like a step handler. One that fails never counts
/// as 'continue'; one that does not finish is quarantined.
/// </summary>
public interface IStopRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Decides whether the enrollment continues.</summary>
    StopDecision Evaluate(StopContext context);
}
