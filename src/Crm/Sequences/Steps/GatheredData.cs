using Crm.Activities;
using Crm.Records.Editing;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What verdicts need beyond the batch: see <see cref="EffectNeeds"/>.</summary>
internal sealed class GatheredData
{
    /// <summary>What enrollments that finish have out; null where none does.</summary>
    public PendingWork? Open { get; init; }

    /// <summary>What the tenants concerned have set about records.</summary>
    public IReadOnlyDictionary<TenantId, RecordRules> RecordRules { get; init; } = new Dictionary<TenantId, RecordRules>();

    /// <summary>What the tenants concerned have set about activities.</summary>
    public IReadOnlyDictionary<TenantId, ActivityRules> ActivityRules { get; init; } = new Dictionary<TenantId, ActivityRules>();

    /// <summary>Who may be enrolled; null where no step enrolls.</summary>
    public StepEnrolling? Enrolling { get; init; }
}
