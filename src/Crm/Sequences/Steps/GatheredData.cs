using Crm.Activities;
using Crm.Plugins;
using Crm.Records.Editing;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What carrying out verdicts takes beyond the batch.</summary>
internal sealed class GatheredData
{
    /// <summary>For verdicts that take nothing more.</summary>
    public static GatheredData None { get; } = new();

    private GatheredData() { }

    /// <summary>What enrollments that finish have out; null where none does.</summary>
    public PendingWork? Open { get; private init; }

    /// <summary>What the tenants concerned have set about records.</summary>
    public IReadOnlyDictionary<TenantId, RecordRules> RecordRules { get; private init; } = new Dictionary<TenantId, RecordRules>();

    /// <summary>What the tenants concerned have set about activities.</summary>
    public IReadOnlyDictionary<TenantId, ActivityRules> ActivityRules { get; private init; } = new Dictionary<TenantId, ActivityRules>();

    /// <summary>Who may be enrolled; null where no step enrolls.</summary>
    public StepEnrolling? Enrolling { get; private init; }

    /// <summary>Reads it set-based, of the tenants concerned only; nothing where no verdict wants more.</summary>
    /// <param name="unit">The transaction; holds the locks of tenants whose steps enroll.</param>
    /// <param name="versions">Parsed versions of the host.</param>
    /// <param name="catalog">What the loaded plugins bring.</param>
    /// <param name="data">The batch.</param>
    /// <param name="verdicts">What was decided.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<GatheredData> LoadAsync(
        ISystemUnitOfWork unit,
        PublishedSequences versions,
        PluginCatalog catalog,
        BatchData data,
        IReadOnlyList<StepVerdict> verdicts,
        CancellationToken cancellationToken
    )
    {
        var (ending, ruled, logging) = (new List<EnrollmentId>(), new HashSet<TenantId>(), new HashSet<TenantId>());
        var enrolling = new List<(PreparedStep Step, string Sequence)>();
        foreach (var verdict in verdicts)
        {
            if (verdict is StepVerdict.Stopped { Verdict: StopVerdict.Finish })
                ending.Add(verdict.Enrollment.Id);
            foreach (var effect in (verdict as StepVerdict.Decided)?.Effects ?? [])
            {
                if (effect is Effect.MoveDeal or Effect.ChangeField)
                    ruled.Add(verdict.Enrollment.Tenant);
                else if (effect is Effect.LogActivity)
                    logging.Add(verdict.Enrollment.Tenant);
                else if (effect is Effect.Enroll enroll)
                    enrolling.Add((((StepVerdict.Decided)verdict).Step, enroll.SequenceKey));
            }
        }
        return new GatheredData
        {
            Open = ending.Count == 0 ? null : await PendingWork.LoadAsync(unit, ending, cancellationToken),
            RecordRules = ruled.Count == 0 ? [] : await RecordRulesAsync(unit, data, ruled, cancellationToken),
            ActivityRules = logging.Count == 0 ? [] : await ActivityRulesAsync(unit, catalog, logging, cancellationToken),
            Enrolling = enrolling.Count == 0 ? null : await EnrollingAsync(unit, versions, data, enrolling, cancellationToken),
        };
    }

    private static async Task<StepEnrolling> EnrollingAsync(
        ISystemUnitOfWork unit,
        PublishedSequences versions,
        BatchData data,
        List<(PreparedStep Step, string Sequence)> wanted,
        CancellationToken cancellationToken
    )
    {
        var tenants = wanted.Select(one => one.Step.Enrollment.Tenant).ToHashSet();
        // Who is enrolled already is a rule over many rows. In order, so that two runners never wait for each other.
        foreach (var tenant in tenants.OrderBy(tenant => tenant.Value))
            await unit.For(tenant).LockAsync("enroll", cancellationToken);
        var found = await unit.Sequences.FindAsync(tenants, wanted.Select(one => one.Sequence).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var published = found.Select(sequence => sequence.Published).OfType<SequenceVersionId>().ToHashSet();
        var parsed = await versions.GetAsync(unit.Sequences, published, cancellationToken);
        var records = wanted.Select(one => one.Step.Record.Ref).Distinct().ToList();
        return new StepEnrolling(
            await EnrollingData.LoadAsync(
                unit,
                versions,
                records,
                Access.Of(Enrollments.Runner, [.. data.Members.Values.Select(member => new LedMember(member, null))]),
                data.Now,
                cancellationToken
            ),
            found.ToDictionary(
                sequence => (sequence.Tenant, sequence.Key),
                sequence => (sequence, sequence.Published is { } id ? parsed.GetValueOrDefault(id) : null)
            )
        );
    }

    private static async Task<Dictionary<TenantId, ActivityRules>> ActivityRulesAsync(
        ILookups stores,
        PluginCatalog catalog,
        HashSet<TenantId> tenants,
        CancellationToken cancellationToken
    )
    {
        var outcomes = (await stores.Tenancy.GetOutcomesAsync(tenants, cancellationToken)).ToLookup(outcome => outcome.Tenant);
        return tenants.ToDictionary(tenant => tenant, tenant => new ActivityRules(catalog, OutcomeCatalog.Of(catalog, outcomes[tenant])));
    }

    private static async Task<Dictionary<TenantId, RecordRules>> RecordRulesAsync(
        ILookups stores,
        BatchData data,
        HashSet<TenantId> tenants,
        CancellationToken cancellationToken
    )
    {
        var pipelines = (await stores.Tenancy.GetPipelinesAsync(tenants, cancellationToken)).ToLookup(pipeline => pipeline.Tenant);
        var fields = (await stores.Tenancy.GetCustomFieldsAsync(tenants, cancellationToken)).ToLookup(field => field.Tenant);
        var members = data.Members.Values.ToLookup(member => member.Tenant);
        return tenants.ToDictionary(tenant => tenant, tenant => new RecordRules(data.Tenants[tenant], members[tenant], [.. pipelines[tenant]], fields[tenant]));
    }
}
