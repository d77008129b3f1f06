using Crm.Audit;
using Crm.Kernel;
using Crm.Plugins;
using Crm.Plugins.Essentials.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Activities;

/// <summary>A tenant of its own in a real database, with three members, and the use cases of activities as they are wired.</summary>
internal sealed class Desk
{
    private Desk(ICrmStore store)
    {
        Store = store;
        Tenant = Sample.Tenant();
        Rep = Sample.Member(Tenant.Id, "Rita Rep");
        Colleague = Sample.Member(Tenant.Id, "Carl Colleague");
        Manager = Sample.Member(Tenant.Id, "Mona Manager", MemberRole.Administrator);
        Reader = Sample.Member(Tenant.Id, "Rob Reader", MemberRole.Reader);
        Executor = new UseCaseExecutor(store, Clock);
        Log = new LogActivity(Executor, Plugins);
    }

    public static CancellationToken None => CancellationToken.None;

    public static PluginCatalog Plugins { get; } =
        new(
            [],
            [
                new CallActivity(),
                new MeetingActivity(),
                new EmailActivity(),
                new NoteActivity(),
                new TaskActivity(),
                new EmailDraftActivity(),
                new Acme.Social.WhatsAppMessage(),
                new BrokenType(),
                new VisitType(),
            ]
        );

    public ICrmStore Store { get; }

    public Tenant Tenant { get; }

    public Member Rep { get; }

    public Member Colleague { get; }

    public Member Manager { get; }

    public Member Reader { get; }

    public FakeTimeProvider Clock { get; } = new(Sample.Now);

    public UseCaseExecutor Executor { get; }

    public LogActivity Log { get; }

    public LogCall LogCall => new(Log);

    public CreateTask CreateTask => new(Log);

    public CompleteTask CompleteTask => new(Executor, Plugins);

    public EditActivity Edit => new(Executor, Plugins);

    public DeleteActivity Delete => new(Executor);

    public CancelTask CancelTask => new(Executor);

    public ReopenTask Reopen => new(Executor);

    public ListTasks ListTasks => new(Executor, Plugins);

    public GetActivity Get => new(Executor, Plugins);

    public Caller AsRep => As(Rep);

    public static async Task<Desk> OpenAsync(ICrmStore store)
    {
        var desk = new Desk(store);
        await desk.StoreAsync(desk.Tenant, desk.Rep, desk.Colleague, desk.Manager, desk.Reader);
        return desk;
    }

    public Caller As(Member member) => new(Tenant.Id, Actor.Member(member.Id));

    public async Task StoreAsync(params IRow[] rows)
    {
        await using var unit = await Store.BeginAsync(Tenant.Id, WorkKind.Write, None);
        await unit.ApplyAsync(Sample.Insert(rows), None);
        await unit.CommitAsync(None);
    }

    public async Task ReplaceAsync(params IRow[] rows)
    {
        await using var unit = await Store.BeginAsync(Tenant.Id, WorkKind.Write, None);
        await unit.ApplyAsync(Sample.Update(rows), None);
        await unit.CommitAsync(None);
    }

    public async Task<Contact> ContactAsync(Member? owner = null)
    {
        var contact = Sample.Contact(Tenant.Id, owner: owner?.Id);
        await StoreAsync(contact);
        return contact;
    }

    public Task<Activity> CallAsync(CrmRecord record, string subject = "Talked", DateTimeOffset? at = null) =>
        LogCall.ExecuteAsync(AsRep, new LogCallInput([record.Ref]) { Subject = subject, OccurredAt = at }, None);

    public async Task<IReadOnlyList<TimelineRow>> TimelineAsync(CrmRecord record, Member? by = null, Func<GetTimelineInput, GetTimelineInput>? narrow = null)
    {
        var input = new GetTimelineInput(record.Ref) { Page = new PageRequest(200) };
        var page = await new GetTimeline(Executor, Plugins).ExecuteAsync(As(by ?? Manager), narrow?.Invoke(input) ?? input, None);
        return page.Rows;
    }

    public async Task<IReadOnlyList<TimelineEntry>> EntriesAsync(ActivityId id)
    {
        await using var unit = await Store.BeginAsync(Tenant.Id, WorkKind.Read, None);
        return await unit.Activities.GetEntriesAsync([id.Value], None);
    }

    public async Task<Activity?> FindAsync(ActivityId id)
    {
        await using var unit = await Store.BeginAsync(Tenant.Id, WorkKind.Read, None);
        return (await unit.Activities.GetAsync([id], None)).SingleOrDefault();
    }

    /// <summary>The audit, newest first, without what the arrangement left.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var unit = await Store.BeginAsync(Tenant.Id, WorkKind.Read, None);
        return [.. (await unit.Audit.ListAsync(null, new PageRequest(200), None)).Rows.Where(row => row.Action != "test.arrange")];
    }

    /// <summary>Carries out what must be refused, and looks that nothing but a note of a missing right was written.</summary>
    public async Task<CrmError> RefusedAsync(Func<Task> act)
    {
        var before = await AuditAsync();
        var exception = Assert.CatchAsync<CrmException>(act)!;
        var written = (await AuditAsync()).Except(before, ById.Instance).ToList();
        Assert.That(written.Where(row => !row.IsRefusal), Is.Empty, "the database is unchanged");
        return exception.Error;
    }

    private sealed class ById : IEqualityComparer<AuditEntry>
    {
        public static ById Instance { get; } = new();

        public bool Equals(AuditEntry? x, AuditEntry? y) => x?.Id == y?.Id;

        public int GetHashCode(AuditEntry obj) => obj.Id.GetHashCode();
    }
}

/// <summary>A plugin's type that fails on everything.</summary>
internal sealed class BrokenType() : ActivityType<NoDetails>("test.broken", "Broken")
{
    protected override ActivityDescription Describe(NoDetails details) => throw new InvalidOperationException("secret of a customer");
}

/// <summary>A plugin's type that must have an outcome and a place.</summary>
internal sealed class VisitType() : ActivityType<NoDetails>("test.visit", "Visit")
{
    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Requires = ActivityFields.Outcome | ActivityFields.Location,
            Outcomes = [new("met", "Met", OutcomeMeaning.Reached)],
        };

    protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
}
