using Crm.Messages;
using Crm.Records.Editing;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Sequences.Engine;

/// <summary>Reads what decisions about enrollments need: one query per kind of row for a whole batch.</summary>
internal static class EnrollmentReading
{
    /// <summary>What deciding a step needs: everything.</summary>
    /// <param name="stores">Of one tenant, or of the system.</param>
    /// <param name="engine">Parsed versions and handlers of the host.</param>
    /// <param name="enrollments">The batch.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<EnrollmentMaterial> ForStepsAsync(
        ILookups stores,
        StepEngine engine,
        IReadOnlyList<Enrollment> enrollments,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var plan = await Planning.LoadAsync(stores, engine.Versions, enrollments, cancellationToken);
        var hashes = enrollments.Select(enrollment => enrollment.AddressHash).OfType<string>().ToHashSet();
        var putOff = enrollments
            .Where(enrollment => enrollment.Attempt > 0 || enrollment.State is EnrollmentState.Waiting or EnrollmentState.Paused)
            .Select(StepExecutionIds.Of)
            .ToList();
        var followUps = enrollments.Where(enrollment => IsFollowUp(enrollment, plan)).Select(enrollment => enrollment.Id).ToList();
        var needState = enrollments.Where(enrollment => NeedsState(engine, enrollment, plan)).Select(enrollment => enrollment.Id).ToList();
        var texts = await stores.Sequences.GetTextsAsync([.. plan.Versions.Keys], cancellationToken);
        var suppressions =
            hashes.Count == 0 ? [] : await stores.Messages.GetSuppressionsAsync([.. plan.Tenants.Keys], Channels.Email, hashes, cancellationToken);
        var mailboxes = await stores.Messages.GetMailboxesAsync([.. plan.Tenants.Keys], cancellationToken);
        var values = needState.Count == 0 ? [] : await stores.Sequences.GetValuesAsync(needState, cancellationToken);
        var threads = followUps.Count == 0 ? [] : await stores.Messages.GetOfEnrollmentsAsync(followUps, cancellationToken);
        return new EnrollmentMaterial
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
            Outcomes = engine.ReadsRecordRules ? await stores.Tenancy.GetOutcomesAsync([.. plan.Tenants.Keys], cancellationToken) : [],
            RecordRules = engine.ReadsRecordRules ? await RecordRulesAsync(stores, plan, cancellationToken) : null,
            Values = values.GroupBy(value => value.Enrollment).ToDictionary(group => group.Key, group => group.ToList()),
            Threads = threads
                .Where(message => message.SentAt is not null)
                .GroupBy(message => message.Enrollment!.Value)
                .ToDictionary(group => group.Key, group => group.ToList()),
        };
    }

    /// <summary>What putting off needs, and no more: its execution, if there is one.</summary>
    public static async Task<EnrollmentMaterial> ForPoisonAsync(
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

    private static async Task<Dictionary<StepExecutionId, StepExecution>> ExecutionsAsync(
        ILookups stores,
        List<StepExecutionId> ids,
        CancellationToken cancellationToken
    ) => ids.Count == 0 ? [] : (await stores.Sequences.GetExecutionsByIdAsync(ids, cancellationToken)).ToDictionary(execution => execution.Id);

    /// <summary>Only a step behind the first, or a second pass, can have mail before it.</summary>
    private static bool IsFollowUp(Enrollment enrollment, Planning plan) =>
        enrollment.Pass > 1 || (plan.Versions.TryGetValue(enrollment.Version, out var version) && version.IndexOf(enrollment.StepKey) > 0);

    private static async Task<Dictionary<TenantId, RecordRules>> RecordRulesAsync(ILookups stores, Planning plan, CancellationToken cancellationToken)
    {
        var pipelines = (await stores.Tenancy.GetPipelinesAsync([.. plan.Tenants.Keys], cancellationToken)).ToLookup(pipeline => pipeline.Tenant);
        var fields = (await stores.Tenancy.GetCustomFieldsAsync([.. plan.Tenants.Keys], cancellationToken)).ToLookup(field => field.Tenant);
        var members = plan.Members.Values.ToLookup(member => member.Tenant);
        return plan.Tenants.Values.ToDictionary(
            tenant => tenant.Id,
            tenant => new RecordRules(tenant, members[tenant.Id], [.. pipelines[tenant.Id]], fields[tenant.Id])
        );
    }

    private static bool NeedsState(StepEngine engine, Enrollment enrollment, Planning plan) =>
        plan.Versions.TryGetValue(enrollment.Version, out var version)
        && version.IndexOf(enrollment.StepKey) is >= 0 and var index
        && engine.Catalog.StepHandlers.TryGetValue(version.Steps[index].Type, out var handler)
        && (handler.Descriptor.Needs.HasFlag(StepNeeds.State) || handler.IsSlow);

    private static Dictionary<(TenantId, string), Suppression> ByAddress(IReadOnlyList<Suppression> suppressions)
    {
        var byAddress = new Dictionary<(TenantId, string), Suppression>(suppressions.Count);
        foreach (var suppression in suppressions)
            byAddress[(suppression.Tenant, suppression.AddressHash)] = suppression;
        return byAddress;
    }
}
