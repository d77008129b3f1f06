using Crm.Activities;
using Crm.Audit;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Timeline;

namespace Crm.Stores.Tests;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UnitOfWorkTests(string kind)
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1230);
    private TestDatabase database = null!;

    [SetUp]
    public async Task Create() => database = await TestDatabase.CreateAsync(kind);

    [TearDown]
    public async Task Drop() => await database.DisposeAsync();

    [Test]
    public async Task Reads_back_what_was_written()
    {
        var contact = new Contact
        {
            Tenant = Acme,
            Id = new RecordId(Guid.CreateVersion7(Now)),
            Name = "Ann Ärger",
            FirstName = "Ann",
            Company = new RecordId(Guid.CreateVersion7(Now)),
            ContactPoints =
            [
                new ContactPoint(ContactPointKind.Email, "Ann@x.test", "ann@x.test", true),
                new ContactPoint(ContactPointKind.Phone, "1", "1", true),
            ],
            Custom = """{"region": "EMEA"}""",
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };
        var deal = new Deal
        {
            Tenant = Acme,
            Id = new RecordId(Guid.CreateVersion7(Now)),
            Name = "Big one",
            Pipeline = "sales",
            Stage = "new",
            StageSince = Now,
            AmountMinor = 100,
            ExpectedClose = new DateOnly(2026, 4, 1),
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };
        var pipeline = new Pipeline
        {
            Tenant = Acme,
            Key = "sales",
            Name = "Sales",
            Stages = [new Stage("new", "New", StageKind.Open)],
            Revision = 1,
        };
        var member = new Member
        {
            Tenant = Acme,
            Id = new MemberId(Guid.CreateVersion7(Now)),
            Name = "Bo",
            Revision = 1,
        };
        var activity = new Activity
        {
            Tenant = Acme,
            Id = new ActivityId(Guid.CreateVersion7(Now)),
            TypeKey = "crm.call",
            Subject = "Call",
            Attendees = ["Ann"],
            OccurredAt = Now,
            RecordedAt = Now,
            Author = "member:1",
            Revision = 1,
        };
        var entry = new TimelineEntry
        {
            Tenant = Acme,
            Record = contact.Id,
            OccurredAt = Now,
            Id = activity.Id.Value,
            Kind = TimelineKind.Activity,
            TypeKey = "crm.call",
            Subject = "Call",
            Author = "member:1",
            RecordedAt = Now,
        };
        var changes = new ChangeSet();
        foreach (var row in new IRow[] { contact, deal, pipeline, member, activity, entry, Audit() })
            changes.Insert(row);
        await using (var work = await database.Store.BeginAsync(Acme, WorkKind.Write, default))
        {
            await work.ApplyAsync(changes, default);
            await work.CommitAsync(default);
        }
        await using var read = await database.Store.BeginAsync(Acme, WorkKind.Read, default);
        var records = await read.Records.GetAsync([contact.Id, deal.Id], default);
        var found = (Contact)records.Single(record => record.Id == contact.Id);
        Assert.That(found with { ContactPoints = [], Custom = "" }, Is.EqualTo(contact with { ContactPoints = [], Custom = "" }));
        Assert.That(found.ContactPoints, Is.EqualTo(contact.ContactPoints));
        Assert.That(
            records.Single(record => record.Id == deal.Id),
            Is.EqualTo(deal with { ContactPoints = records.Single(record => record.Id == deal.Id).ContactPoints })
        );
        Assert.That((await read.Tenancy.GetPipelinesAsync(default)).Single().Stages, Is.EqualTo(pipeline.Stages));
        Assert.That((await read.Tenancy.GetMembersAsync(default)).Single(), Is.EqualTo(member));
        Assert.That((await read.Activities.GetAsync([activity.Id], default)).Single().Attendees, Is.EqualTo(activity.Attendees));
        Assert.That(
            (await read.Activities.GetTimelineAsync(new TimelineFilter { Record = contact.Id }, new PageRequest(), default)).Rows,
            Has.Count.EqualTo(1)
        );
        Assert.That(
            (await read.Records.ListAsync(new RecordFilter { Type = RecordType.Contact, Search = "ÄRG" }, new PageRequest(), default)).Rows,
            Has.Count.EqualTo(1)
        );
        Assert.That((await read.Records.FindByContactPointAsync(ContactPointKind.Email, ["ann@x.test"], default)).Single().Record, Is.EqualTo(contact.Ref));
        Assert.That(await read.Audit.VerifyAsync(default), Is.Empty);
    }

    private static AuditEntry Audit() =>
        new()
        {
            Tenant = Acme,
            Id = Guid.CreateVersion7(Now),
            At = Now,
            Actor = "system:test",
            Action = "test",
        };
}
