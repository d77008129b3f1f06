using System.Text.Json;
using Crm.Records.Editing;

namespace Crm.Sequences.Engine;

/// <summary>Changes of the enrolled record that a step wants: audited and told like a person's.</summary>
internal static class RecordEffects
{
    /// <summary>Decides the change into a set; or says why it cannot be made.</summary>
    /// <exception cref="RecordRulesMissingException">What tenants have set about records was not read for this batch; decide it again with it.</exception>
    public static string? WhyNot(StepEngine engine, EnrollmentMaterial material, PreparedStep step, Effect effect, ChangeSet changes)
    {
        if (effect is Effect.MoveDealEffect && step.Record is not Deal)
            return "Only a deal can be moved to a stage.";
        var rules = RequireRules(engine, material);
        var scope = StepEnrolling.Frame(step.Enrollment, material.Now, changes).Because($"execution:{step.Execution}");
        try
        {
            var decisions = new RecordDecisions(rules[scope.Tenant], material.Known, scope);
            var record = material.Known.Find(step.Record.Id) ?? step.Record;
            if (effect is Effect.MoveDealEffect move)
                decisions.Move((Deal)record, move.StageKey);
            else if (effect is Effect.ChangeFieldEffect change)
                decisions.Change(record, new RecordInput { Fields = new Dictionary<string, FieldValue?> { [change.Field] = ValueOf(change.Value) } });
            return null;
        }
        catch (CrmException wrong)
        {
            return $"The change that the handler wants is refused: {wrong.Message}";
        }
    }

    /// <summary>What tenants have set about records and activities.</summary>
    /// <exception cref="RecordRulesMissingException">It was not read for this batch; decide it again with it.</exception>
    public static IReadOnlyDictionary<TenantId, RecordRules> RequireRules(StepEngine engine, EnrollmentMaterial material)
    {
        if (material.RecordRules is { } rules)
            return rules;
        engine.ReadsRecordRules = true;
        throw new RecordRulesMissingException();
    }

    private static FieldValue? ValueOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value.GetRawText() : FieldValue.Of(value);
}
