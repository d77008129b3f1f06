using Crm.Events;
using Crm.Messages;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Enrolling;

/// <summary>Decides for each record whether it is enrolled, and writes the enrollment. Pure; one record's enrollment is known to the next one's decision.</summary>
internal sealed class EnrollmentPolicy(Work work, PluginGuard guard, EnrollingData data, Sequence sequence, PublishedSequence version)
{
    private readonly bool needsAddress = version.Steps.Any(step =>
        guard.Catalog.StepHandlers.GetValueOrDefault(step.Type)?.Descriptor.Needs.HasFlag(StepNeeds.Recipient) == true
    );

    /// <summary>The batch that enrollments belong to.</summary>
    public required Guid Batch { get; init; }

    /// <summary>Index of the step to begin at.</summary>
    public int Start { get; init; }

    /// <summary>The moment that the first step counts from; null: now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Owner for all; null: see <see cref="EnrollInput.Owner"/>.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Owner of those whose record has none; null: the sequence's.</summary>
    public MemberId? OtherwiseOwner { get; init; }

    /// <summary>Whether whoever enrolls may see records of an owner.</summary>
    public Func<MemberId?, bool> Sees { get; init; } = _ => true;

    /// <summary>An enrollment that this very decision ends: it counts as finished.</summary>
    public EnrollmentId? Leaving { get; init; }

    /// <summary>Asks a rule.</summary>
    public Func<IEligibilityRule, EligibilityContext, string?> Ask { get; init; } = (rule, asked) => rule.WhyNot(asked);

    /// <summary>Is called with each new enrollment.</summary>
    public Action<Enrollment> Enrolled { get; init; } = _ => { };

    /// <summary>Whether policies of re-enrolling and exclusiveness are set aside.</summary>
    public bool IgnoresPolicies { get; init; }

    /// <summary>Why a sequence takes nobody now; null where it does.</summary>
    public static EnrollReason? Closed(Sequence sequence) =>
        sequence switch
        {
            { State: SequenceState.Ended } => new EnrollReason("sequence-ended", "The sequence has ended."),
            { State: SequenceState.Archived } => new EnrollReason("sequence-archived", "The sequence is archived and accepts no new enrollments."),
            { State: SequenceState.Paused } => new EnrollReason("sequence-paused", "The sequence is paused; resume it first."),
            { Published: null } => new EnrollReason("sequence-not-published", "No version of the sequence is published yet."),
            _ => null,
        };

    /// <summary>What rules are asked about a record; null where there is none.</summary>
    public EligibilityContext? Question(RecordRef wanted) => Find(wanted) is { } record ? Question(record, data.Recipients.GetValueOrDefault(record.Id)) : null;

    /// <summary>Enrolls a record, or says why not.</summary>
    public EnrollAnswer Enroll(RecordRef wanted)
    {
        if (Find(wanted) is not { } record)
            return new EnrollAnswer(wanted, null, [new EnrollReason("not-found", $"No {wanted.Type} has this id.")]);
        var person = data.Recipients.GetValueOrDefault(record.Id);
        var hash = person?.Email is { } email ? AddressHash.Of(email) : null;
        var reasons = WhyNot(record, person, hash);
        if (reasons.Count > 0)
            return new EnrollAnswer(wanted, null, reasons);
        var enrolled = Write(record, person, hash);
        data.Add(enrolled, version);
        Enrolled(enrolled);
        return new EnrollAnswer(wanted, enrolled.Id, []);
    }

    private CrmRecord? Find(RecordRef wanted) =>
        data.Planning.Live(wanted.Id) is { } record && record.Type == wanted.Type && Sees(record.Owner) ? record : null;

    private EligibilityContext Question(CrmRecord record, CrmRecord? person) =>
        new()
        {
            Tenant = work.Tenant,
            SequenceKey = sequence.Key,
            Record = data.Planning.Snapshot(record)!,
            Contact = data.Planning.Snapshot(person),
            Now = work.Now,
        };

    private List<EnrollReason> WhyNot(CrmRecord record, CrmRecord? person, string? hash)
    {
        var reasons = new List<EnrollReason>();
        if (!version.Definition.RecordTypes.Contains(record.Type))
            reasons.Add(new("wrong-type", $"The sequence is for {string.Join(", ", version.Definition.RecordTypes)}, not for a {record.Type}."));
        if (record is Lead { Status: LeadStatus.Converted })
            reasons.Add(new("lead-converted", "The lead was converted; enroll the contact that it became."));
        else if (record is Lead { Status: LeadStatus.Disqualified })
            reasons.Add(new("lead-disqualified", "The lead is disqualified; open it again first."));
        if (needsAddress && person is null)
            reasons.Add(new("no-recipient", $"The {record.Type} has no primary contact to write to."));
        else if (needsAddress && hash is null)
            reasons.Add(new("no-address", "The recipient has no email address."));
        if (hash is not null && data.Planning.Suppressions.TryGetValue((work.Tenant, hash), out var suppression))
            reasons.Add(new("suppressed", $"The recipient's address is suppressed ({suppression.Reason})."));
        var earlier = EarlierOf(record, person, hash);
        if (work.Causes.Count > UseCaseExecutor.MaxCauses)
            reasons.Add(new("cause-chain", $"The chain of causes is longer than {UseCaseExecutor.MaxCauses}: {string.Join(" → ", work.Causes)}."));
        if (!IgnoresPolicies)
            AddPolicies(earlier, reasons);
        AddRules(record, person, reasons);
        return reasons;
    }

    private void AddPolicies(List<Enrollment> earlier, List<EnrollReason> reasons)
    {
        var here = earlier.Where(enrollment => enrollment.Sequence == sequence.Id).ToList();
        switch (version.Definition.Reenroll)
        {
            case Reenroll.Once or Reenroll.WhenNotActive when here.Exists(data.IsNew):
                reasons.Add(new("already-enrolled", "The same person is enrolled by another record of this list."));
                break;
            case Reenroll.Once when here.Count > 0:
                reasons.Add(new("already-enrolled", "The person was in this sequence before; it enrolls each person only once."));
                break;
            case Reenroll.WhenNotActive when here.Exists(IsLive):
                reasons.Add(new("already-enrolled", "The person is in this sequence now."));
                break;
            default:
                break;
        }
        var elsewhere = earlier.Where(enrollment => enrollment.Sequence != sequence.Id && IsLive(enrollment));
        var isHeld = version.Definition.Exclusive switch
        {
            Exclusive.Yes => elsewhere.Any(),
            Exclusive.OnlyAgainstExclusive => elsewhere.Any(enrollment =>
                data.Versions.TryGetValue(enrollment.Version, out var other) && other.Definition.Exclusive == Exclusive.Yes
            ),
            _ => false,
        };
        if (isHeld)
            reasons.Add(new("exclusive-elsewhere", "The person is in another sequence, and this one is exclusive."));
    }

    private bool IsLive(Enrollment enrollment) => enrollment.State != EnrollmentState.Finished && enrollment.Id != Leaving;

    private void AddRules(CrmRecord record, CrmRecord? person, List<EnrollReason> reasons)
    {
        // One that cannot be asked, since its plugin is not loaded, must not be taken for yes either.
        reasons.AddRange(guard.Memory.EligibilityRules.Select(lacking => new EnrollReason("not-eligible", guard.Memory.WhyNot(lacking))));
        if (guard.Catalog.EligibilityRules.Count == 0)
            return;
        var asked = Question(record, person);
        foreach (var rule in guard.Catalog.EligibilityRules)
        {
            // A rule that cannot answer must not be taken for yes.
            if ((guard.WhyNot(rule.Key) ?? Ask(rule, asked)) is { } why)
                reasons.Add(new("not-eligible", $"{rule.Key}: {why}"));
        }
    }

    private List<Enrollment> EarlierOf(CrmRecord record, CrmRecord? person, string? hash)
    {
        var earlier = new Dictionary<EnrollmentId, Enrollment>();
        RecordId?[] people = [record.Id, person?.Id, (person as Contact)?.FromLead];
        foreach (var id in people)
        {
            if (id is { } known)
                foreach (var enrollment in data.Of(known))
                    earlier[enrollment.Id] = enrollment;
        }
        if (hash is not null)
        {
            foreach (var enrollment in data.Of(work.Tenant, hash))
                earlier[enrollment.Id] = enrollment;
        }
        return [.. earlier.Values];
    }

    private Enrollment Write(CrmRecord record, CrmRecord? person, string? hash)
    {
        var enrollment = new Enrollment
        {
            Tenant = work.Tenant,
            Id = new EnrollmentId(work.NewId()),
            Sequence = sequence.Id,
            Version = version.Version,
            Record = record.Id,
            RecordType = record.Type,
            Recipient = person?.Id,
            AddressHash = hash,
            Owner = Owner ?? record.Owner ?? OtherwiseOwner ?? sequence.Owner,
            State = StartAt is null ? EnrollmentState.Active : EnrollmentState.Pending,
            Causes = work.Causes,
            Batch = Batch,
            EnrolledAt = work.Now,
            Revision = 1,
        };
        var planned = EnrollmentTransition.Plan(enrollment, version, Start, StartAt ?? work.Now, data.Planning);
        Enrollments.Start(work, data.Planning, planned, sequence.Name);
        for (var index = 0; index < Start; index++)
            work.Changes.Insert(Skipped(planned, version.Steps[index].Key));
        work.Publish(EnrollmentEventTypes.Started, record.Ref, new EventPayload.OfEnrollmentStart(planned.Id, sequence.Id, planned.StepKey!));
        return planned;
    }

    private StepExecution Skipped(Enrollment enrollment, string step) =>
        new()
        {
            Tenant = enrollment.Tenant,
            Id = StepExecutionIds.Of(enrollment.Id, step, enrollment.Pass),
            Enrollment = enrollment.Id,
            StepKey = step,
            Pass = enrollment.Pass,
            State = StepExecutionState.Skipped,
            Why = $"It was enrolled at step '{enrollment.StepKey}'.",
            DueAt = work.Now,
            FirstDecidedAt = work.Now,
            FinishedAt = work.Now,
        };
}
