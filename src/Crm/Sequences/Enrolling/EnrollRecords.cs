using System.Text.Json;
using Crm.Audit;
using Crm.Plugins;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Records to enroll.</summary>
/// <param name="Sequence">Key of the sequence.</param>
/// <param name="Records">1 to 10,000 records; one that is named twice counts once.</param>
public sealed record EnrollInput(string Sequence, IReadOnlyList<RecordRef> Records)
{
    /// <summary>The first step counts from here, in UTC; null: from now. At most a year ahead; a moment that is past counts as now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Key of the step to begin at; those before it are listed as skipped. Null: the first.</summary>
    public string? StartStep { get; init; }

    /// <summary>Who gets the tasks and whose mailbox sends; null: each record's owner, else the caller, else the sequence's owner.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Why policies of re-enrolling and exclusiveness are set aside; takes <see cref="Right.PublishSequences"/>. Null: they hold. A suppression always holds.</summary>
    public string? OverrideReason { get; init; }
}

/// <summary>Why a record was not enrolled.</summary>
/// <param name="Code">Stable word for programs: <c>not-found</c>, <c>wrong-type</c>, <c>no-recipient</c>, <c>no-address</c>, <c>suppressed</c>, <c>already-enrolled</c>, <c>exclusive-elsewhere</c>, <c>not-eligible</c>, <c>cause-chain</c>, <c>sequence-not-published</c>, <c>sequence-paused</c>, <c>sequence-archived</c>, <c>sequence-ended</c>.</param>
/// <param name="Why">In words.</param>
public sealed record EnrollReason(string Code, string Why);

/// <summary>What became of one record.</summary>
/// <param name="Record">The record as it was named.</param>
/// <param name="Enrollment">Its new enrollment; null where it was not enrolled.</param>
/// <param name="Reasons">Why it was not; empty where it was.</param>
public sealed record EnrollAnswer(RecordRef Record, EnrollmentId? Enrollment, IReadOnlyList<EnrollReason> Reasons);

/// <summary>What became of all.</summary>
/// <param name="Batch">The batch that they were enrolled in; null where none was.</param>
/// <param name="Answers">One for each record, in the order of the input.</param>
public sealed record EnrollResult(Guid? Batch, IReadOnlyList<EnrollAnswer> Answers)
{
    /// <summary>How many were enrolled.</summary>
    public int Enrolled => Answers.Count(answer => answer.Enrollment is not null);
}

/// <summary>Enrolls records in a sequence, as one batch; answers for each with its reasons. Publishes <c>enrollment.started</c>.</summary>
/// <remarks>
/// NotFound: no such sequence or step. Invalid: too many records, or a start too far ahead. Forbidden: setting policies aside takes a manager. Unavailable: an eligibility rule did not finish.
/// </remarks>
public sealed class EnrollRecords : UseCase<EnrollInput, EnrollResult>
{
    private const int MaxRecords = 10_000;
    private const int MaxDaysAhead = 366;

    /// <summary>So many records are decided within the time that rules have.</summary>
    private const int Portion = 500;

    private readonly PluginGuard guard;
    private readonly PublishedSequences versions;

    internal EnrollRecords(UseCaseExecutor executor, PluginGuard guard, PublishedSequences versions)
        : base(executor, "enrollment.enroll", Right.Enroll, WorkKind.Write)
    {
        (this.guard, this.versions) = (guard, versions);
        ConditionalRights = [Right.PublishSequences, Right.ActForOthers];
    }

    private protected override async Task<EnrollResult> DecideAsync(Work work, EnrollInput input)
    {
        Check(work, input);
        var sequence = await work.Stores.Sequences.FindAsync(input.Sequence, work.Cancellation) ?? throw CrmException.NotFound("sequence", input.Sequence);
        var records = input.Records.Distinct().ToList();
        if (EnrollmentPolicy.Closed(sequence) is { } closed)
            return new EnrollResult(null, [.. records.Select(record => new EnrollAnswer(record, null, [closed]))]);

        // Whether somebody is enrolled already is a rule over many rows: two who enroll the same person at once must not both find nobody.
        await work.Stores.LockAsync("enroll", work.Cancellation);
        var version = (await versions.GetAsync(work.Stores.Sequences, [sequence.Published!.Value], work.Cancellation))[sequence.Published.Value];
        var start = input.StartStep is null ? 0 : version.IndexOf(input.StartStep);
        if (start < 0)
            throw CrmException.NotFound($"step of the sequence '{sequence.Key}'", input.StartStep!);
        await guard.Memory.LearnAsync(work.Stores, work.Cancellation);
        var material = await EnrollingData.LoadAsync(work.Stores, versions, records, work.Access, work.Now, work.Cancellation);
        RequireSender(work, input, records.Select(record => material.Planning.Live(record.Id)));
        var batch = work.NewId();
        var run = new PluginRun();
        var decisions = new EnrollmentPolicy(work, guard, material, sequence, version)
        {
            Batch = batch,
            Start = start,
            StartAt = input.StartAt?.ToUniversalTime() is { } at && at > work.Now ? at.ToMicroseconds() : null,
            Owner = input.Owner,
            OtherwiseOwner = work.Access.Member?.Id,
            Sees = work.Access.Sees,
            IgnoresPolicies = input.OverrideReason is not null,
            Ask = (rule, asked) => Ask(run, rule, asked),
        };
        var answers = new List<EnrollAnswer>(records.Count);
        foreach (var portion in records.Chunk(Portion))
            await DecideAsync(run, portion, record => answers.Add(decisions.Enroll(record)));
        var enrolled = answers.Count(answer => answer.Enrollment is not null);
        if (enrolled == 0)
            return new EnrollResult(null, answers);
        work.Changes.Insert(
            new Batch
            {
                Tenant = work.Tenant,
                Id = batch,
                Kind = "enroll",
                Name = sequence.Name,
                At = work.Now,
                Actor = work.Actor,
                Counts = JsonSerializer.Serialize(new { enrolled, refused = answers.Count - enrolled }, ContractJson.Options),
            }
        );
        work.Audit(
            $"sequence:{sequence.Key}",
            null,
            new
            {
                batch,
                enrolled,
                input.StartStep,
                input.StartAt,
                input.OverrideReason,
            }
        );
        return new EnrollResult(batch, answers);
    }

    /// <summary>Code of plugins runs on a thread of its own; without any, none is needed.</summary>
    private async Task DecideAsync(PluginRun run, RecordRef[] records, Action<RecordRef> decide)
    {
        if (guard.Catalog.EligibilityRules.Count > 0)
            await guard.RunAsync(run, records, decide);
        else
            Array.ForEach(records, decide);
    }

    /// <summary>A rule that cannot answer must not be taken for yes.</summary>
    private string? Ask(PluginRun run, IEligibilityRule rule, EligibilityContext asked)
    {
        try
        {
            return run.Call(rule.Key, rule, asked, (one, about) => one.WhyNot(about));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            guard.Catalog.ReportFailure(rule.Key, exception, $"record {asked.Record.Ref}");
            return $"The rule failed with {exception.GetType().Name}.";
        }
    }

    /// <summary>An owner's mailbox sends and an owner's name signs: another member's only where the record is that member's anyway.</summary>
    private static void RequireSender(Work work, EnrollInput input, IEnumerable<CrmRecord?> records)
    {
        if (input.Owner is not { } owner || owner == work.Access.Member?.Id || work.Access.Rights.Contains(Right.ActForOthers))
            return;
        if (records.Any(record => record is not null && record.Owner != owner))
            throw CrmException.Forbidden(nameof(Right.ActForOthers), "Enrolling in another member's name takes the right ActForOthers.");
    }

    private static void Check(Work work, EnrollInput input)
    {
        if (input.Records.Count is < 1 or > MaxRecords)
            throw CrmException.Invalid("records", $"There must be 1–{MaxRecords} records, were {input.Records.Count}.");
        if (input.StartAt is { } at && at > work.Now.AddDays(MaxDaysAhead))
            throw CrmException.Invalid("startAt", $"It must be at most {MaxDaysAhead} days ahead, was {at:u}.");
        if (input.Owner is { } owner && (!work.Access.Members.TryGetValue(owner, out var member) || !member.IsActive))
            throw CrmException.Invalid("owner", "The member does not exist or is not active.");
        if (input.OverrideReason is not null && !work.Access.Rights.Contains(Right.PublishSequences))
            throw CrmException.Forbidden(nameof(Right.PublishSequences), "Overriding policies requires the right PublishSequences.");
        if (input.OverrideReason is { Length: < 3 or > 500 })
            throw CrmException.Invalid("overrideReason", "A reason has 3–500 characters.");
    }
}
