using Crm.Hosting;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Timeline;

namespace Crm.Sequences;

/// <summary>Decides for each record whether it is enrolled, and writes the enrollment. Pure; one record's enrollment is known to the next one's decision.</summary>
internal sealed class EnrollDecisions(UseCaseContext context, StepEngine engine, EnrollMaterial material, Sequence sequence, PublishedSequence version)
{
    private readonly HashSet<RecordId> enrolledRecords = [];
    private readonly HashSet<string> enrolledAddresses = [];
    private readonly bool needsAddress = version.Steps.Any(step => step.Type.StartsWith("crm.email.", StringComparison.Ordinal));

    /// <summary>The batch that enrollments belong to.</summary>
    public required Guid Batch { get; init; }

    /// <summary>Index of the step to begin at.</summary>
    public int Start { get; init; }

    /// <summary>The moment that the first step counts from; null: now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Owner for all; null: see <see cref="EnrollInput.Owner"/>.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Whether policies of re-enrolling and exclusiveness are set aside.</summary>
    public bool IgnoresPolicies { get; init; }

    /// <summary>Enrolls a record, or says why not.</summary>
    public EnrollAnswer Enroll(RecordRef wanted)
    {
        var record = material.Planning.Live(wanted.Id);
        if (record is null || record.Type != wanted.Type || !context.Access.Sees(record.Owner))
            return new EnrollAnswer(wanted, null, [new EnrollReason("not-found", $"There is no {wanted.Type} of this id.")]);
        var person = material.Recipients.GetValueOrDefault(record.Id);
        var hash = person?.Email is { } email ? AddressHash.Of(email) : null;
        var reasons = WhyNot(record, person, hash);
        if (reasons.Count > 0)
            return new EnrollAnswer(wanted, null, reasons);
        enrolledRecords.Add(record.Id);
        if (hash is not null)
            enrolledAddresses.Add(hash);
        return new EnrollAnswer(wanted, Write(record, person, hash).Id, []);
    }

    private List<EnrollReason> WhyNot(CrmRecord record, CrmRecord? person, string? hash)
    {
        var reasons = new List<EnrollReason>();
        if (!version.Definition.RecordTypes.Contains(record.Type))
            reasons.Add(new("wrong-type", $"The sequence is for {string.Join(", ", version.Definition.RecordTypes)}, not for a {record.Type}."));
        if (needsAddress && person is null)
            reasons.Add(new("no-recipient", $"The {record.Type} has no primary contact to write to."));
        else if (needsAddress && hash is null)
            reasons.Add(new("no-address", "The recipient has no email address."));
        if (hash is not null && material.Planning.Suppressions.TryGetValue((context.Tenant, hash), out var suppression))
            reasons.Add(new("suppressed", $"The recipient's address is suppressed ({suppression.Reason})."));
        if (!IgnoresPolicies)
            AddPolicies(record, person, hash, reasons);
        AddRules(record, person, reasons);
        return reasons;
    }

    private void AddPolicies(CrmRecord record, CrmRecord? person, string? hash, List<EnrollReason> reasons)
    {
        var earlier = EarlierOf(record, person, hash);
        var here = earlier.Where(enrollment => enrollment.Sequence == sequence.Id).ToList();
        var isTwice = enrolledRecords.Contains(record.Id) || (hash is not null && enrolledAddresses.Contains(hash));
        switch (version.Definition.Reenroll)
        {
            case Reenroll.Once when here.Count > 0:
                reasons.Add(new("already-enrolled", "The person was in this sequence before; it takes everybody once."));
                break;
            case Reenroll.Once or Reenroll.WhenNotActive when isTwice:
                reasons.Add(new("already-enrolled", "The same person is enrolled by another record of this list."));
                break;
            case Reenroll.WhenNotActive when here.Exists(enrollment => enrollment.State != EnrollmentState.Finished):
                reasons.Add(new("already-enrolled", "The person is in this sequence now."));
                break;
            default:
                break;
        }
        var elsewhere = earlier.Where(enrollment => enrollment.Sequence != sequence.Id && enrollment.State != EnrollmentState.Finished);
        var isHeld = version.Definition.Exclusive switch
        {
            Exclusive.Yes => elsewhere.Any(),
            Exclusive.OnlyAgainstExclusive => elsewhere.Any(enrollment =>
                material.Versions.TryGetValue(enrollment.Version, out var other) && other.Definition.Exclusive == Exclusive.Yes
            ),
            _ => false,
        };
        if (isHeld)
            reasons.Add(new("exclusive-elsewhere", "The person is in another sequence, and this one is exclusive."));
    }

    private void AddRules(CrmRecord record, CrmRecord? person, List<EnrollReason> reasons)
    {
        if (engine.Catalog.EligibilityRules.Count == 0)
            return;
        var asked = new EligibilityContext
        {
            Tenant = context.Tenant,
            SequenceKey = sequence.Key,
            Record = material.Planning.Snapshot(record)!,
            Contact = material.Planning.Snapshot(person),
            Now = context.Now,
        };
        foreach (var rule in engine.Catalog.EligibilityRules)
        {
            if (rule.WhyNot(asked) is { } why)
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
                foreach (var enrollment in material.ByRecord[known])
                    earlier[enrollment.Id] = enrollment;
        }
        if (hash is not null)
        {
            foreach (var enrollment in material.ByAddress[hash])
                earlier[enrollment.Id] = enrollment;
        }
        return [.. earlier.Values];
    }

    private Enrollment Write(CrmRecord record, CrmRecord? person, string? hash)
    {
        var enrollment = new Enrollment
        {
            Tenant = context.Tenant,
            Id = new EnrollmentId(context.NewId()),
            Sequence = sequence.Id,
            Version = version.Version,
            Record = record.Id,
            RecordType = record.Type,
            Recipient = person?.Id,
            AddressHash = hash,
            Owner = Owner ?? record.Owner ?? context.Access.Member?.Id ?? sequence.Owner,
            State = StartAt is null ? EnrollmentState.Active : EnrollmentState.Pending,
            Batch = Batch,
            EnrolledAt = context.Now,
            Revision = 1,
        };
        var planned = EnrollmentMoves.First(enrollment, version, Start, StartAt ?? context.Now, material.Planning);
        context.Changes.Insert(planned);
        for (var index = 0; index < Start; index++)
            context.Changes.Insert(Skipped(planned, version.Steps[index].Key));
        TimelineWriter.Write(
            context.Changes,
            TimelineWriter.OfChange(
                context.Tenant,
                planned.Id.Value,
                TimelineKind.Sequence,
                "enrollment.started",
                $"Enrolled in {sequence.Name}",
                context.Author,
                context.Now
            ),
            [record.Id],
            material.Planning.Links
        );
        context.Publish(
            "enrollment.started",
            record.Ref,
            new
            {
                enrollment = planned.Id.Value,
                sequence = sequence.Id.Value,
                step = planned.StepKey,
            }
        );
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
            DueAt = context.Now,
            DecidedAt = context.Now,
            FinishedAt = context.Now,
        };
}
