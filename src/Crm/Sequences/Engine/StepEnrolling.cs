using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Engine;

/// <summary>Enrolling by the steps of a batch: the same decision as <see cref="EnrollRecords"/>, from material that is read set-based for all of them.</summary>
internal sealed class StepEnrolling
{
    private readonly StepEngine engine;
    private readonly EnrollMaterial material;
    private readonly Dictionary<(TenantId Tenant, string Key), (Sequence Sequence, PublishedSequence? Version)> sequences;
    private readonly StepDecider decider;

    private static readonly Actor Runner = Actor.System("runner");
    private static readonly Access EveryRight = Access.Of(Runner, [], []);

    private StepEnrolling(
        StepEngine engine,
        EnrollMaterial material,
        Dictionary<(TenantId Tenant, string Key), (Sequence Sequence, PublishedSequence? Version)> sequences,
        StepDecider decider
    ) => (this.engine, this.material, this.sequences, this.decider) = (engine, material, sequences, decider);

    /// <summary>Reads what the batch's deferred steps need, and holds the tenants' locks: who is enrolled already is a rule over many rows.</summary>
    public static async Task<StepEnrolling> LoadAsync(
        ISystemUnitOfWork unit,
        StepEngine engine,
        EnrollmentMaterial batch,
        StepOutcomes outcomes,
        StepDecider decider,
        CancellationToken cancellationToken
    )
    {
        var steps = outcomes.Deferred.ConvertAll(deferred => deferred.Step);
        var tenants = steps.Select(step => step.Enrollment.Tenant).ToHashSet();
        // In order, so that two runners never wait for each other.
        foreach (var tenant in tenants.OrderBy(tenant => tenant.Value))
            await unit.For(tenant).LockAsync("enroll", cancellationToken);
        var keys = outcomes.Deferred.SelectMany(deferred => KeysOf(deferred.Decision)).ToHashSet(StringComparer.Ordinal);
        var found = await unit.Sequences.FindAsync(tenants, keys, cancellationToken);
        var published = found.Select(sequence => sequence.Published).OfType<SequenceVersionId>().ToHashSet();
        var versions = await engine.Versions.GetAsync(unit.Sequences, published, cancellationToken);
        var wanted = steps.Select(step => step.Record.Ref).Distinct().ToList();
        var material = await EnrollMaterial.LoadAsync(unit, engine, wanted, batch.Members, batch.Now, cancellationToken);
        return new StepEnrolling(
            engine,
            material,
            found.ToDictionary(
                sequence => (sequence.Tenant, sequence.Key),
                sequence => (sequence, sequence.Published is { } id ? versions.GetValueOrDefault(id) : null)
            ),
            decider
        );
    }

    /// <summary>Keys of the sequences that a decision enrolls in.</summary>
    public static IEnumerable<string> KeysOf(StepDecision decision) =>
        decision switch
        {
            StepDecision.DoneDecision done => done.Effects.OfType<Effect.EnrollEffect>().Select(effect => effect.SequenceKey),
            StepDecision.WaitDecision { Effect: Effect.EnrollEffect effect } => [effect.SequenceKey],
            _ => [],
        };

    /// <summary>Decides it into a set; or says what stands in the way of the step, which is then blocked.</summary>
    /// <param name="step">The step that wants it.</param>
    /// <param name="key">Key of the sequence.</param>
    /// <param name="isLast">Whether the step ends its enrollment: to the other sequence it counts as finished.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="refused">Why the record is not enrolled, in words; null where it is.</param>
    /// <exception cref="RuleFailedException">An eligibility rule failed.</exception>
    public string? WhyNot(PreparedStep step, string key, bool isLast, ChangeSet changes, out string? refused)
    {
        refused = null;
        var enrollment = step.Enrollment;
        foreach (var rule in engine.Catalog.EligibilityRules)
            if (engine.WhyQuarantined(rule.Key) is { } quarantined)
                return quarantined;
        if (!sequences.TryGetValue((enrollment.Tenant, key), out var target))
            return $"There is no sequence '{key}' to enroll in.";
        var reasons = EnrollDecisions.Closed(target.Sequence) is { } closed ? [closed] : Enroll(step, target.Sequence, target.Version!, isLast, changes);
        if (reasons.Count > 0)
            refused = $"Not enrolled in '{key}': {string.Join(" ", reasons.Select(reason => $"{reason.Code}: {reason.Why}"))}";
        return null;
    }

    private IReadOnlyList<EnrollReason> Enroll(PreparedStep step, Sequence sequence, PublishedSequence version, bool isLast, ChangeSet changes)
    {
        var enrollment = step.Enrollment;
        var scope = Frame(enrollment, material.Planning.Now, changes);
        return new EnrollDecisions(scope, engine, material, sequence, version)
        {
            // What a batch leads to belongs to it.
            Batch = enrollment.Batch ?? enrollment.Id.Value,
            OtherwiseOwner = enrollment.Owner,
            Leaving = isLast ? enrollment.Id : null,
            Ask = (rule, asked) => decider.Watched(rule.Key, () => Ask(rule, asked)),
        }
            .Enroll(step.Record.Ref)
            .Reasons;
    }

    /// <summary>The frame of what a step decides; its decisions are pure and read nothing.</summary>
    public static Work Frame(Enrollment enrollment, DateTimeOffset now, ChangeSet changes) =>
        Enrollments.FrameOf(FrameOf(null!, enrollment.Tenant, now, changes, CancellationToken.None), enrollment);

    /// <summary>The frame of what the runner decides for a tenant.</summary>
    public static Work FrameOf(IStores stores, TenantId tenant, DateTimeOffset now, ChangeSet changes, CancellationToken cancellationToken) =>
        new(stores, new WorkOrigin(tenant, Runner, "step.decide", [], now), EveryRight, changes, cancellationToken);

    private static string? Ask(IEligibilityRule rule, EligibilityContext asked)
    {
        try
        {
            return rule.WhyNot(asked);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new RuleFailedException($"The eligibility rule {rule.Key} failed with {exception.GetType().Name}.");
        }
    }

    /// <summary>A rule that cannot answer must not be taken for yes: the step is put off.</summary>
    internal sealed class RuleFailedException(string message) : Exception(message);
}
