using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences.Steps;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Sequences.Running;

/// <summary>Words for sequences.</summary>
internal class SequenceDesk(CrmHarness crm) : Workplace(crm, crm.Tenant)
{
    public static async Task<SequenceDesk> OpenAsync(string kind, TimeSpan? thinkTime = null, params object[] parts) =>
        new(await StartAsync(kind, thinkTime, parts));

    public Task<RunnerCounts> RunAsync() => Crm.RunDueAsync();

    public async Task<RunnerCounts> RunAtAsync(DateTimeOffset at)
    {
        Clock.SetUtcNow(at);
        return await RunAsync();
    }

    /// <summary>Another worker, which dies at a call to the database.</summary>
    public CrmHarness Dying(StoreCall at) =>
        Crm.StartAnother(same => same with { OnStoreCall = call => _ = call == at ? throw new OperationCanceledException("killed") : call });

    public async Task<Contact> ContactAsync(string name = "Carla Contact", Func<Contact, Contact>? with = null)
    {
        var contact = Sample.Contact(Tenant.Id, name, Rep.Member);
        contact = (with ?? (same => same))(contact);
        await StoreAsync(contact);
        return contact;
    }

    public Task<SavedSequence> PublishAsync(string yaml) => UseCase<PublishSequence>().ExecuteAsync(Administrator, new SequenceInput { Yaml = yaml }, default);

    public Task<EnrollResult> EnrollAsync(string sequence, params CrmRecord[] records) =>
        UseCase<EnrollRecords>().ExecuteAsync(Rep, new EnrollInput(sequence, [.. records.Select(record => record.Ref)]), default);

    /// <summary>Publishes and enrolls one contact.</summary>
    public async Task<EnrollmentId> StartAsync(string yaml, Contact? contact = null)
    {
        var sequence = await PublishAsync(yaml);
        var result = await EnrollAsync(sequence.Key, contact ?? await ContactAsync());
        Assert.That(result.Answers[0].Reasons, Is.Empty);
        return result.Answers[0].Enrollment!.Value;
    }

    /// <summary>The enrollment's message is sent.</summary>
    public async Task SentAsync(EnrollmentId id)
    {
        var queued = (await MessagesAsync(id)).Single(message => message.State == MessageState.Queued);
        await Crm.SendAllAsync();
        Assert.That((await MessagesAsync(id)).Single(message => message.Id == queued.Id).State, Is.EqualTo(MessageState.Sent));
    }

    public async Task<Enrollment> EnrollmentAsync(EnrollmentId id) => (await ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync([id], default)))[0];

    public Task<IReadOnlyList<StepExecution>> ExecutionsAsync(EnrollmentId id) => ReadAsync(unit => unit.Sequences.GetExecutionsAsync([id], default));

    public Task<IReadOnlyList<Message>> MessagesAsync(EnrollmentId id) => ReadAsync(unit => unit.Messages.GetOfEnrollmentsAsync([id], default));

    public Task<IReadOnlyList<Activity>> OpenAsync(EnrollmentId id) => ReadAsync(unit => unit.Activities.GetOpenOfEnrollmentsAsync([id], default));

    public async Task<Mailbox> MailboxAsync() =>
        (await ReadAsync(unit => unit.Messages.GetMailboxesAsync(default))).Single(mailbox => mailbox.Id == Tenant.Mailbox);

    /// <summary>A record's timeline, newest first.</summary>
    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RecordId record) => Tenant.TimelineAsync(record);

    /// <summary>Changes fields of a record, as the administrator.</summary>
    public Task<RecordResult> ChangeAsync(CrmRecord record, string field, string? value) =>
        UseCase<UpdateRecord>()
            .ExecuteAsync(
                Administrator,
                new UpdateRecordInput(record.Ref, null, new RecordInput { Fields = new Dictionary<string, string?> { [field] = value } }),
                default
            );

    /// <summary>The text of a draft as its assignee sees it, with the hash that an approval names.</summary>
    public async Task<DraftText> TextAsync(ActivityId draft) =>
        (await UseCase<ListQueue>().ExecuteAsync(Administrator, new ListQueueInput(), default)).Rows.Single(row => row.Activity.Id == draft).Text!;

    public async Task<ApprovedDraft> ApproveAsync(Activity draft) =>
        await UseCase<ApproveDraft>().ExecuteAsync(Rep, new ApproveDraftInput(draft.Id, (await TextAsync(draft.Id)).Hash), default);

    protected static Task<CrmHarness> StartAsync(string kind, TimeSpan? thinkTime, IReadOnlyList<object> parts) =>
        CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                Parts = parts,
                Settings = thinkTime is { } time
                    ? new Dictionary<string, string?> { ["Sequences:DecisionTimeout"] = $"{time}" }
                    : new Dictionary<string, string?>(),
            }
        );
}

/// <summary>A step that does what the test says.</summary>
internal sealed record ScriptSettings(string Say = "");

internal sealed class ScriptStep(Func<StepContext, StepDecision> decide, string key = "test.script") : SequenceStepHandler<ScriptSettings>(key, "Script")
{
    protected override StepDecision Decide(StepContext context, ScriptSettings settings) => decide(context);
}
