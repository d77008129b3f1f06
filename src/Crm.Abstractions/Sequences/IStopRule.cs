namespace Crm.Sequences;

/// <summary>
/// Evaluated immediately before each effect: when a step is decided, when its draft is approved, and once more before its message is sent. Must be fast and pure, like a step handler. A rule that fails never counts
/// as 'continue'; a rule that does not finish in time is quarantined.
/// </summary>
public interface IStopRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Decides whether the enrollment continues.</summary>
    StopDecision Evaluate(StopContext context);
}
