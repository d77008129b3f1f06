using Crm.Sequences;

namespace Crm.Plugins.Essentials.StopRules;

/// <summary>Ends an enrollment whose record is no longer there.</summary>
internal sealed class RecordGoneRule : IStopRule
{
    public string Key => "crm.record_gone";

    public StopAnswer Look(StopContext context) =>
        context.Record is null ? StopAnswer.Finish(FinishReason.RecordDeleted, "The record was deleted.") : StopAnswer.GoOn;
}
