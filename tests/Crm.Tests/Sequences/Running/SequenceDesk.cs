using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences.Engine;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Sequences.Running;

/// <summary>A real database with one tenant that has a mailbox and three members; the runner and the use cases as they are wired; a clock that stands until it is moved.</summary>
internal sealed class SequenceDesk : IAsyncDisposable
{
    private readonly TestDatabase database;

    private SequenceDesk(TestDatabase database, PluginCatalog plugins, TimeSpan? thinkTime)
    {
        this.database = database;
        Plugins = plugins;
        Options = new RunnerOptions { ThinkTime = thinkTime ?? TimeSpan.FromSeconds(30) };
        Engine = new StepEngine(plugins) { Patience = StepEngine.PatienceOf(Options.ThinkTime) };
        Executor = new UseCaseExecutor(Store, Clock);
        Tenant = Sample.Tenant();
        Rep = Sample.Member(Tenant.Id, "Rita Rep");
        Manager = Sample.Member(Tenant.Id, "Mona Manager", MemberRole.Administrator);
        Mailbox = Sample.Mailbox(Tenant.Id);
    }

    public static CancellationToken None => CancellationToken.None;

    public ICrmStore Store => database.Store;

    public PluginCatalog Plugins { get; }

    public RunnerOptions Options { get; }

    public StepEngine Engine { get; }

    public UseCaseExecutor Executor { get; }

    public FakeTimeProvider Clock { get; } = new(Sample.Now);

    public Tenant Tenant { get; }

    public Member Rep { get; }

    public Member Manager { get; }

    public Mailbox Mailbox { get; }

    public Caller AsRep => new(Tenant.Id, Actor.Member(Rep.Id));

    public Caller AsManager => new(Tenant.Id, Actor.Member(Manager.Id));

    public static async Task<SequenceDesk> OpenAsync(string kind, TimeSpan? thinkTime = null, params object[] parts)
    {
        var desk = new SequenceDesk(await TestDatabase.CreateAsync(kind), Loaded(parts), thinkTime);
        await desk.StoreAsync(desk.Tenant, desk.Rep, desk.Manager, desk.Mailbox);
        return desk;
    }

    /// <summary>Essentials and the test's own parts.</summary>
    public static PluginCatalog Loaded(params object[] parts) =>
        new(
            [new LoadedPlugin("crm", "Essentials", "1", PluginState.Loaded), new LoadedPlugin("test", "Test", "1", PluginState.Loaded)],
            [
                .. typeof(Crm.Plugins.Essentials.Steps.EmailAuto)
                    .Assembly.GetTypes()
                    .Where(type => type is { IsAbstract: false, IsClass: true } && PluginContracts.Of(type).Count > 0)
                    .Select(type => Activator.CreateInstance(type, nonPublic: true)!),
                .. parts,
            ]
        );

    public SequenceRunner Runner(Waypoints? waypoints = null, ICrmStore? store = null) =>
        new(store ?? Store, Engine, Options, Clock, waypoints ?? Waypoints.Silent, NullLogger<SequenceRunner>.Instance);

    public Task<RunnerCounts> RunAsync() => Runner().RunUntilIdleAsync(None);

    public async Task<RunnerCounts> RunAtAsync(DateTimeOffset at)
    {
        Clock.SetUtcNow(at);
        return await RunAsync();
    }

    public async Task StoreAsync(params IRow[] rows) => await WriteAsync(Sample.Insert(rows));

    public async Task WriteAsync(ChangeSet changes)
    {
        await using var unit = await Store.BeginSystemAsync(None);
        await unit.ApplyAsync(changes, None);
        await unit.CommitAsync(None);
    }

    public async Task<T> ReadAsync<T>(Func<ISystemUnitOfWork, Task<T>> read)
    {
        await using var unit = await Store.BeginSystemAsync(None);
        return await read(unit);
    }

    public async Task<Contact> ContactAsync(string name = "Carla Contact", Func<Contact, Contact>? with = null)
    {
        var contact = Sample.Contact(Tenant.Id, name, Rep.Id);
        contact = (with ?? (same => same))(contact);
        await StoreAsync(contact);
        return contact;
    }

    public Task<SavedSequence> PublishAsync(string yaml) =>
        new PublishSequence(Executor, Plugins).ExecuteAsync(AsManager, new SequenceInput { Yaml = yaml }, None);

    public Task<EnrollResult> EnrollAsync(string sequence, params CrmRecord[] records) =>
        new EnrollRecords(Executor, Engine).ExecuteAsync(AsRep, new EnrollInput(sequence, [.. records.Select(record => record.Ref)]), None);

    /// <summary>Publishes and enrolls one contact.</summary>
    public async Task<EnrollmentId> StartAsync(string yaml, Contact? contact = null)
    {
        var sequence = await PublishAsync(yaml);
        var result = await EnrollAsync(sequence.Key, contact ?? await ContactAsync());
        Assert.That(result.Answers[0].Reasons, Is.Empty);
        return result.Answers[0].Enrollment!.Value;
    }

    public async Task<Enrollment> EnrollmentAsync(EnrollmentId id) => (await ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync([id], None)))[0];

    public Task<IReadOnlyList<StepExecution>> ExecutionsAsync(EnrollmentId id) => ReadAsync(unit => unit.Sequences.GetExecutionsAsync([id], None));

    public Task<IReadOnlyList<Message>> MessagesAsync(EnrollmentId id) => ReadAsync(unit => unit.Messages.GetOfEnrollmentsAsync([id], None));

    public Task<IReadOnlyList<Activity>> OpenAsync(EnrollmentId id) => ReadAsync(unit => unit.Activities.GetOpenOfEnrollmentsAsync([id], None));

    /// <summary>Types of all events that are not told yet, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await ReadAsync(unit => unit.Claims.ClaimEventsAsync(Clock.GetUtcNow(), 1000, TimeSpan.FromMinutes(1), None))).Select(told => told.Type)];

    /// <summary>A record's timeline, newest first.</summary>
    public async Task<IReadOnlyList<Timeline.TimelineEntry>> TimelineAsync(RecordId record) =>
        (await ReadAsync(unit => unit.Activities.GetTimelineAsync(new TimelineFilter { Record = record }, new PageRequest(), None))).Rows;

    /// <summary>Changes fields of a record, as the manager.</summary>
    public Task<RecordResult> ChangeAsync(CrmRecord record, string field, string? value) =>
        new UpdateRecord(Executor, new EnrollmentFollower()).ExecuteAsync(
            AsManager,
            new UpdateRecordInput(record.Ref, null, new RecordInput { Fields = new Dictionary<string, FieldValue?> { [field] = value } }),
            None
        );

    /// <summary>Does what the sender does when the server has taken the enrollment's message.</summary>
    public async Task SentAsync(EnrollmentId id)
    {
        await using var unit = await Store.BeginSystemAsync(None);
        var message = (await unit.Messages.GetOfEnrollmentsAsync([id], None)).Single(row => row.State == MessageState.Queued);
        var changes = new ChangeSet();
        changes.Update(message with { State = MessageState.Sent, SentAt = Clock.GetUtcNow(), NextAttemptAt = null, Revision = message.Revision + 1 });
        changes.Insert(Sample.Audit(Tenant.Id));
        await EnrollmentDecisions.EndStepAsync(
            unit,
            Engine.Versions,
            changes,
            message.Execution!.Value,
            StepEnding.Done(Clock.GetUtcNow()),
            null,
            Clock.GetUtcNow(),
            None
        );
        await unit.ApplyAsync(changes, None);
        await unit.CommitAsync(None);
    }

    public async ValueTask DisposeAsync()
    {
        Plugins.Dispose();
        await database.DisposeAsync();
    }
}

/// <summary>A step that does what the test says.</summary>
internal sealed record ScriptSettings(string Say = "");

internal sealed class ScriptStep(Func<StepContext, StepDecision> decide, string key = "test.script") : SequenceStepHandler<ScriptSettings>(key, "Script")
{
    protected override StepDecision Decide(StepContext context, ScriptSettings settings) => decide(context);
}
