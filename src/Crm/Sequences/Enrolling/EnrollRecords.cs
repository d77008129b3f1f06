using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>Hears how many records are decided so far, after each portion; null for nobody.</summary>
    [JsonIgnore]
    public IProgress<int>? Progress { get; init; }

    /// <summary>What one transaction decides of it.</summary>
    internal EnrollmentPortion? Portion { get; init; }
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

/// <summary>
/// Enrolls records in a sequence, as one batch, and answers for each record with the reasons if it was refused. Records are written in portions of 500, each in its own transaction. If the call fails midway, whatever
/// was enrolled stays enrolled; if the same caller repeats the request while its idempotency keys are kept, only the rest is enrolled and the result covers all records. Publishes <c>enrollment.started</c>.
/// </summary>
/// <remarks>
/// NotFound: no such sequence or step. Invalid: too many records, or a start too far ahead. Forbidden: setting policies aside takes a manager. Unavailable: an eligibility rule did not finish.
/// </remarks>
public sealed class EnrollRecords : UseCase<EnrollInput, EnrollResult>
{
    private const int MaxRecords = 10_000;
    private const int MaxDaysAhead = 366;

    private readonly PluginGuard guard;
    private readonly PublishedSequences versions;

    internal EnrollRecords(UseCaseExecutor executor, PluginGuard guard, PublishedSequences versions)
        : base(executor, "enrollment.enroll", Right.Enroll, WorkKind.Write)
    {
        (this.guard, this.versions) = (guard, versions);
        ConditionalRights = [Right.PublishSequences, Right.ActForOthers];
    }

    /// <summary>Runs portion by portion. The result of each is kept under a key of its own (the first under the caller's key, if there is one), so that a repeated request gets the answers of the portions that are done.</summary>
    private protected override async Task<EnrollResult> RunAsync(Caller caller, EnrollInput input, CancellationToken cancellationToken)
    {
        var records = input.Records.Distinct().ToList();
        var portions = records.Chunk(EnrollmentPortion.Size).DefaultIfEmpty([]).ToList();
        var name = caller.IdempotencyKey is { } given ? SHA256.HashData(Encoding.UTF8.GetBytes(given)) : HashOf(input);
        var done = new EnrollResult(null, []);
        var kept = new List<string>();
        foreach (var portion in portions)
        {
            var key = caller.IdempotencyKey is { } own && kept.Count == 0 ? own : $"portion-{kept.Count + 1}:{Convert.ToHexStringLower(name)}";
            // Without a key, the last portion completes the request: sent again, it is a new one.
            var forgets = caller.IdempotencyKey is null && kept.Count + 1 == portions.Count;
            var part = new EnrollmentPortion(portion, done, records.Count - done.Answers.Count - portion.Length) { Forgotten = forgets ? kept : [] };
            var answered = await RunAsync(caller with { IdempotencyKey = forgets ? null : key }, input, part, cancellationToken);
            done = new EnrollResult(answered.Batch ?? done.Batch, [.. done.Answers, .. answered.Answers]);
            kept.Add(key);
            input.Progress?.Report(done.Answers.Count);
            // An earlier version kept the whole result under one key.
            if (done.Answers.Count >= records.Count)
                break;
        }
        return done.Enrolled == 0 ? done with { Batch = null } : done;
    }

    private async Task<EnrollResult> RunAsync(Caller caller, EnrollInput input, EnrollmentPortion portion, CancellationToken cancellationToken)
    {
        try
        {
            var answered = await base.RunAsync(caller, input with { Portion = portion }, cancellationToken);
            if (portion.Questions.Count == 0)
                return answered;
            var answers = new RuleAnswers(guard);
            await answers.AskAsync(portion.Questions);
            return await base.RunAsync(caller, input with { Portion = portion with { Answers = answers, Questions = [] } }, cancellationToken);
        }
        catch (CrmException exception) when (!portion.IsFirst && exception.Error is CrmError.Unavailable error)
        {
            var (done, all) = (portion.Done.Answers.Count, portion.Done.Answers.Count + portion.Records.Count + portion.Left);
            throw CrmException.Unavailable(
                error.What,
                $"{error.Why} {done} of {all} records are done; send the same request again to continue with the rest.",
                exception
            );
        }
    }

    private protected override async Task<EnrollResult> DecideAsync(Work work, EnrollInput input)
    {
        var portion = input.Portion!;
        Check(work, input);
        var sequence = await work.Stores.Sequences.FindAsync(input.Sequence, work.Cancellation) ?? throw CrmException.NotFound("sequence", input.Sequence);
        if (EnrollmentPolicy.Closed(sequence) is { } closed)
            return new EnrollResult(null, [.. portion.Records.Select(record => new EnrollAnswer(record, null, [closed]))]);
        await RequireSenderAsync(work, input, portion.IsFirst ? input.Records : portion.Records);
        var hasRules = guard.Catalog.EligibilityRules.Count > 0;
        // Whether somebody is enrolled already is a rule over many rows: two who enroll the same person at once must not both find nobody.
        if (!hasRules || portion.Answers is not null)
        {
            await UseCaseExecutor.ForgetAsync(work, portion.Forgotten);
            await work.Stores.LockAsync("enroll", work.Cancellation);
        }
        var decisions = await PolicyAsync(work, input, sequence);
        if (hasRules && portion.Answers is null)
        {
            portion.Questions = [.. portion.Records.Select(decisions.Question).OfType<EligibilityContext>()];
            if (portion.Questions.Count > 0)
                return new EnrollResult(null, []);
        }
        var answers = new List<EnrollAnswer>(portion.Records.Count);
        if (portion.Answers is { } rules)
            await rules.DecideAsync(portion.Records, record => answers.Add(decisions.Enroll(record)));
        else
            answers.AddRange(portion.Records.Select(decisions.Enroll));
        var result = new EnrollResult(decisions.Batch, answers);
        if (portion.IsWhole && result.Enrolled == 0)
            return result with { Batch = null };
        Write(work, input, sequence, result);
        return result;
    }

    private async Task<EnrollmentPolicy> PolicyAsync(Work work, EnrollInput input, Sequence sequence)
    {
        var portion = input.Portion!;
        var version = (await versions.GetAsync(work.Stores.Sequences, [sequence.Published!.Value], work.Cancellation))[sequence.Published.Value];
        var start = input.StartStep is null ? 0 : version.IndexOf(input.StartStep);
        if (start < 0)
            throw CrmException.NotFound($"step of the sequence '{sequence.Key}'", input.StartStep!);
        await guard.Memory.LearnAsync(work.Stores, work.Cancellation);
        var material = await EnrollingData.LoadAsync(work.Stores, versions, portion.Records, work.Access, work.Now, work.Cancellation);
        var batch = portion.Done.Batch ?? work.NewId();
        material.Recognize(batch);
        return new EnrollmentPolicy(work, guard, material, sequence, version)
        {
            Batch = batch,
            Start = start,
            StartAt = input.StartAt?.ToUniversalTime() is { } at && at > work.Now ? at.ToMicroseconds() : null,
            Owner = input.Owner,
            OtherwiseOwner = work.Access.Member?.Id,
            Sees = work.Access.Sees,
            IgnoresPolicies = input.OverrideReason is not null,
            Ask = (rule, asked) => portion.Answers!.Of(rule, asked),
        };
    }

    /// <summary>The batch as it is by now, and who enrolled this portion.</summary>
    private static void Write(Work work, EnrollInput input, Sequence sequence, EnrollResult result)
    {
        var portion = input.Portion!;
        var enrolled = portion.Done.Enrolled + result.Enrolled;
        var refused = portion.Done.Answers.Count + result.Answers.Count - enrolled;
        if (enrolled > 0)
            work.Changes.Upsert(
                new Batch
                {
                    Tenant = work.Tenant,
                    Id = result.Batch!.Value,
                    Kind = "enroll",
                    Name = sequence.Name,
                    At = work.Now,
                    Actor = work.Actor,
                    Counts =
                        portion.Left == 0
                            ? Counts(new { enrolled, refused })
                            : Counts(
                                new
                                {
                                    enrolled,
                                    refused,
                                    portion.Left,
                                }
                            ),
                }
            );
        work.Audit(
            $"sequence:{sequence.Key}",
            null,
            new
            {
                result.Batch,
                result.Enrolled,
                input.StartStep,
                input.StartAt,
                input.OverrideReason,
            }
        );
    }

    private static string Counts(object counts) => JsonSerializer.Serialize(counts, ContractJson.Options);

    /// <summary>An owner's mailbox sends and an owner's name signs: another member's only where all records are that member's anyway.</summary>
    private static async Task RequireSenderAsync(Work work, EnrollInput input, IReadOnlyList<RecordRef> wanted)
    {
        if (input.Owner is not { } owner || owner == work.Access.Member?.Id || work.Access.Rights.Contains(Right.ActForOthers))
            return;
        var records = await work.Stores.Records.GetAsync([.. wanted.Select(record => record.Id).Distinct()], work.Cancellation);
        if (records.Any(record => record.DeletedAt is null && record.Owner != owner))
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
