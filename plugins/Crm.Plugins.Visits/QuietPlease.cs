using Crm.Sequences;

namespace Acme.Visits;

/// <summary>Ends every sequence for whoever wants no visits: the custom field <c>no_visits</c>, a yes or no, is set.</summary>
public sealed class QuietPlease : IStopRule
{
    public string Key => "acme.visits.quiet";

    public StopDecision Evaluate(StopContext context) =>
        (context.Contact ?? context.Record).Fields.GetValueOrDefault("no_visits") is true
            ? new StopDecision.Finish(FinishReason.Rule, "The contact wants no visits.")
            : new StopDecision.Continue();
}
