using Crm.Audit;
using Crm.Installation;
using Crm.Kernel;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Records;

/// <summary>A tenant that was set up through its use cases in a database of its own, with members in two teams, and the use cases of records.</summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly TestDatabase database;

    private Office(TestDatabase database)
    {
        this.database = database;
        Executor = new UseCaseExecutor(database.Store, Clock);
    }

    public static CancellationToken None => CancellationToken.None;

    public TenantId Tenant { get; } = TenantId.From("office");

    /// <summary>A millisecond goes by with each look, so that what is written later sorts later.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public UseCaseExecutor Executor { get; }

    public ICrmStore Store => database.Store;

    public Caller System => new(Tenant, Actor.System("test"));

    public Caller Administrator { get; private set; } = null!;

    /// <summary>Leads the team North and sees what its members own.</summary>
    public Caller Manager { get; private set; } = null!;

    /// <summary>In the team North; sees its own.</summary>
    public Caller Rep { get; private set; } = null!;

    /// <summary>In no team; sees its own.</summary>
    public Caller Stranger { get; private set; } = null!;

    public Caller Reader { get; private set; } = null!;

    public CreateLead CreateLead => new(Executor);

    public CreateContact CreateContact => new(Executor);

    public CreateCompany CreateCompany => new(Executor);

    public CreateDeal CreateDeal => new(Executor);

    public UpdateRecord Update => new(Executor, new EnrollmentFollower());

    public DeleteRecord Delete => new(Executor, new EnrollmentFollower());

    public RestoreRecord Restore => new(Executor, new EnrollmentFollower());

    public UpsertRecord Upsert => new(Executor, new EnrollmentFollower());

    public MoveDeal Move => new(Executor, new EnrollmentFollower());

    public ConvertLead Convert => new(Executor, new EnrollmentFollower());

    public GetRecord Get => new(Executor);

    public ListRecords List => new(Executor);

    public ResolveRecord Resolve => new(Executor);

    public static async Task<Office> OpenAsync(string kind = "sqlite", bool isSetUp = true)
    {
        var office = new Office(await TestDatabase.CreateAsync(kind));
        if (isSetUp)
            await office.SetUpAsync();
        return office;
    }

    public static MemberId IdOf(Caller caller) => ((Actor.OfMember)caller.Actor).Id;

    public static RecordInput Fields(params (string Key, string? Value)[] fields) =>
        new() { Fields = fields.ToDictionary(field => field.Key, field => (FieldValue?)field.Value) };

    public Task<RecordResult> UpdateAsync(Caller caller, RecordResult record, params (string Key, string? Value)[] fields) =>
        Update.ExecuteAsync(caller, new UpdateRecordInput(record.Record, record.Revision, Fields(fields)), None);

    public async Task<T> LoadAsync<T>(RecordRef record)
        where T : CrmRecord
    {
        await using var unit = await Store.BeginAsync(Tenant, WorkKind.Read, None);
        return (T)(await unit.Records.GetAsync([record.Id], None)).Single();
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RecordRef record)
    {
        await using var unit = await Store.BeginAsync(Tenant, WorkKind.Read, None);
        return (await unit.Activities.GetTimelineAsync(new TimelineFilter { Record = record.Id }, new PageRequest(200), None)).Rows;
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(RecordRef? record = null)
    {
        await using var unit = await Store.BeginAsync(Tenant, WorkKind.Read, None);
        return (await unit.Audit.ListAsync(record?.ToString(), new PageRequest(200), None)).Rows;
    }

    public async Task<IReadOnlyList<string>> EventsAsync()
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select type from crm_outbox_event order by id";
        var types = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            types.Add(reader.GetString(0));
        return types;
    }

    /// <summary>Carries out what must fail, and looks that nothing but a note of a missing right was written.</summary>
    public async Task<T> RefusedAsync<T>(Func<Task> act)
        where T : CrmError
    {
        var before = (await AuditAsync()).Select(row => row.Id).ToHashSet();
        var exception = Assert.CatchAsync<CrmException>(act)!;
        Assert.Multiple(async () =>
        {
            Assert.That(exception.Error, Is.TypeOf<T>());
            Assert.That((await AuditAsync()).Where(row => !before.Contains(row.Id) && !row.IsRefusal), Is.Empty, "the database is unchanged");
        });
        return (T)exception.Error;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task SetUpAsync()
    {
        var input = new SetUpTenantInput("Acme", "Ada Administrator", "ada.admin@acme.example")
        {
            Zone = "Europe/Berlin",
            Currency = "EUR",
            Country = "DE",
        };
        Administrator = As((await new SetUpTenant(Executor).ExecuteAsync(System, input, None)).Administrator);
        Manager = await MemberAsync("Mona Manager", MemberRole.Manager);
        var north = (await new AddTeam(Executor).ExecuteAsync(Administrator, new AddTeamInput("North", IdOf(Manager)), None)).Team;
        Rep = await MemberAsync("Rita Rep", MemberRole.Rep, north);
        Stranger = await MemberAsync("Sam Stranger", MemberRole.Rep);
        Reader = await MemberAsync("Rob Reader", MemberRole.Reader);
    }

    private async Task<Caller> MemberAsync(string name, MemberRole role, TeamId? team = null) =>
        As((await new AddMember(Executor).ExecuteAsync(Administrator, new AddMemberInput(name) { Role = role, Team = team }, None)).Member);

    private Caller As(MemberId member) => new(Tenant, Actor.Member(member));
}
