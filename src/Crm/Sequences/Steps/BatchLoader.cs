using Crm.Activities;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records.Editing;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Sequences.Steps;

/// <summary>Reads what a batch needs, one query per kind of row: first for deciding, then for what was decided. One per host; safe for all threads.</summary>
internal sealed class BatchLoader(PluginGuard guard, PublishedSequences versions)
{
    /// <summary>Reads what deciding steps takes.</summary>
    /// <param name="stores">Of one tenant, or of the system.</param>
    /// <param name="enrollments">The batch.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task<BatchData> LoadAsync(ILookups stores, IReadOnlyList<Enrollment> enrollments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = await Planning.LoadAsync(stores, versions, enrollments, cancellationToken);
        var hashes = HashesOf(enrollments, plan);
        var putOff = enrollments
            .Where(enrollment => enrollment.Attempt > 0 || enrollment.State is EnrollmentState.Waiting or EnrollmentState.Paused)
            .Select(StepExecutionIds.Of)
            .ToList();
        var followUps = enrollments.Where(enrollment => IsFollowUp(enrollment, plan)).Select(enrollment => enrollment.Id).ToList();
        var needState = enrollments.Where(enrollment => NeedsState(enrollment, plan)).Select(enrollment => enrollment.Id).ToList();
        var texts = await stores.Sequences.GetTextsAsync([.. plan.Versions.Keys], cancellationToken);
        var suppressions =
            hashes.Count == 0 ? [] : await stores.Messages.GetSuppressionsAsync([.. plan.Tenants.Keys], Channels.Email, hashes, cancellationToken);
        var mailboxes = await stores.Messages.GetMailboxesAsync([.. plan.Tenants.Keys], cancellationToken);
        var values = needState.Count == 0 ? [] : await stores.Sequences.GetValuesAsync(needState, cancellationToken);
        var threads = followUps.Count == 0 ? [] : await stores.Messages.GetOfEnrollmentsAsync(followUps, cancellationToken);
        return new BatchData
        {
            Now = now,
            Versions = plan.Versions,
            Records = plan.Records,
            Members = plan.Members,
            Tenants = plan.Tenants,
            Texts = texts.ToDictionary(text => (text.Version, text.StepKey)),
            Suppressions = ByAddress(suppressions),
            Mailboxes = mailboxes.GroupBy(mailbox => mailbox.Tenant).ToDictionary(group => group.Key, group => group.ToList()),
            Executions = await ExecutionsAsync(stores, putOff, cancellationToken),
            Links = await TimelineLinks.LoadAsync(stores.Records, plan.Records.Values, cancellationToken),
            Values = values.GroupBy(value => value.Enrollment).ToDictionary(group => group.Key, group => group.ToList()),
            Threads = threads
                .Where(message => message.SentAt is not null)
                .GroupBy(message => message.Enrollment!.Value)
                .ToDictionary(group => group.Key, group => group.ToList()),
        };
    }

    /// <summary>Reads what putting off takes, and no more: its execution, if there is one.</summary>
    public static async Task<BatchData> LoadForPostponingAsync(
        ILookups stores,
        Enrollment enrollment,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Now = now,
            Records = [],
            Executions = await ExecutionsAsync(stores, [StepExecutionIds.Of(enrollment)], cancellationToken),
        };

    /// <summary>Reads what carrying out takes beyond the batch, of the tenants concerned only; nothing where no verdict wants more.</summary>
    /// <param name="unit">The transaction; holds the locks of tenants whose steps enroll.</param>
    /// <param name="data">The batch.</param>
    /// <param name="verdicts">What was decided.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task<GatheredData> GatherAsync(
        ISystemUnitOfWork unit,
        BatchData data,
        IReadOnlyList<StepVerdict> verdicts,
        CancellationToken cancellationToken
    )
    {
        var needs = EffectNeeds.Of(verdicts);
        return new GatheredData
        {
            Open = needs.Ending.Count == 0 ? null : await PendingWork.LoadAsync(unit, needs.Ending, cancellationToken),
            RecordRules = needs.Ruled.Count == 0 ? [] : await RecordRulesAsync(unit, data, needs.Ruled, cancellationToken),
            ActivityRules = needs.Logging.Count == 0 ? [] : await ActivityRulesAsync(unit, needs.Logging, cancellationToken),
            Enrolling = needs.Enrolling.Count == 0 ? null : await EnrollingAsync(unit, data, needs, cancellationToken),
        };
    }

    private async Task<StepEnrolling> EnrollingAsync(ISystemUnitOfWork unit, BatchData data, EffectNeeds needs, CancellationToken cancellationToken)
    {
        var tenants = needs.Enrolling.Select(step => step.Enrollment.Tenant).ToHashSet();
        // Who is enrolled already is a rule over many rows. In order, so that two runners never wait for each other.
        foreach (var tenant in tenants.OrderBy(tenant => tenant.Value))
            await unit.For(tenant).LockAsync("enroll", cancellationToken);
        var found = await unit.Sequences.FindAsync(tenants, needs.Targets, cancellationToken);
        var published = found.Select(sequence => sequence.Published).OfType<SequenceVersionId>().ToHashSet();
        var parsed = await versions.GetAsync(unit.Sequences, published, cancellationToken);
        var wanted = needs.Enrolling.Select(step => step.Record.Ref).Distinct().ToList();
        return new StepEnrolling(
            await EnrollingData.LoadAsync(unit, versions, wanted, _ => true, data, cancellationToken),
            found.ToDictionary(
                sequence => (sequence.Tenant, sequence.Key),
                sequence => (sequence, sequence.Published is { } id ? parsed.GetValueOrDefault(id) : null)
            )
        );
    }

    private async Task<Dictionary<TenantId, ActivityRules>> ActivityRulesAsync(ILookups stores, HashSet<TenantId> tenants, CancellationToken cancellationToken)
    {
        var outcomes = (await stores.Tenancy.GetOutcomesAsync(tenants, cancellationToken)).ToLookup(outcome => outcome.Tenant);
        return tenants.ToDictionary(tenant => tenant, tenant => new ActivityRules(guard.Catalog, OutcomeCatalog.Of(guard.Catalog, outcomes[tenant])));
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

    private static async Task<Dictionary<StepExecutionId, StepExecution>> ExecutionsAsync(
        ILookups stores,
        List<StepExecutionId> ids,
        CancellationToken cancellationToken
    ) => ids.Count == 0 ? [] : (await stores.Sequences.GetExecutionsByIdAsync(ids, cancellationToken)).ToDictionary(execution => execution.Id);

    /// <summary>The addresses that enrollments write to, and the others of their recipients.</summary>
    private static HashSet<string> HashesOf(IReadOnlyList<Enrollment> enrollments, Planning plan)
    {
        var hashes = new HashSet<string>(enrollments.Count);
        foreach (var enrollment in enrollments)
        {
            if (enrollment.AddressHash is { } hash)
                hashes.Add(hash);
            foreach (var address in BatchData.AddressesOf(plan.Live(enrollment.Recipient)))
                hashes.Add(AddressHash.Of(address.Normalized));
        }
        return hashes;
    }

    /// <summary>Only a step behind the first, or a second pass, can have mail before it.</summary>
    private static bool IsFollowUp(Enrollment enrollment, Planning plan) =>
        enrollment.Pass > 1 || (plan.Versions.TryGetValue(enrollment.Version, out var version) && version.IndexOf(enrollment.StepKey) > 0);

    private bool NeedsState(Enrollment enrollment, Planning plan) =>
        plan.Versions.TryGetValue(enrollment.Version, out var version)
        && version.IndexOf(enrollment.StepKey) is >= 0 and var index
        && guard.Catalog.StepHandlers.TryGetValue(version.Steps[index].Type, out var handler)
        && (handler.Descriptor.Needs.HasFlag(StepNeeds.State) || handler.IsSlow);

    private static Dictionary<(TenantId, string), Suppression> ByAddress(IReadOnlyList<Suppression> suppressions)
    {
        var byAddress = new Dictionary<(TenantId, string), Suppression>(suppressions.Count);
        foreach (var suppression in suppressions)
            byAddress[(suppression.Tenant, suppression.AddressHash)] = suppression;
        return byAddress;
    }
}
