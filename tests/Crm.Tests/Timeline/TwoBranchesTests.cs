using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Timeline;

/// <summary>An activity that reaches a record by several branches stands in its timeline once, by way of all of them.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TwoBranchesTests(string kind)
{
    private Office office = null!;
    private Company company = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await Office.OpenAsync(kind);
        company = Sample.Company(office.Tenant.Id, "Acme");
        await office.StoreAsync(company);
    }

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task All_branches_are_known_and_an_edit_keeps_them()
    {
        var (ada, bo) = (await ContactAsync("Ada", null), await ContactAsync("Bo", null));
        var meeting = await MeetAsync(ada, bo);
        var once = await EntryAsync(office.Rep, meeting.Id);

        await office
            .UseCase<EditActivity>()
            .ExecuteAsync(office.Administrator, new EditActivityInput(meeting.Id, meeting.Revision) { Subject = "Moved" }, default);

        Assert.That(Ways(once), Is.EquivalentTo(new[] { "Ada", "Bo" }));
        var edited = await EntryAsync(office.Rep, meeting.Id);
        Assert.That((edited!.Subject, edited.FurtherVia.Count), Is.EqualTo(("Moved", 1)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Who_may_see_one_of_the_branches_sees_the_entry_and_no_other_branch(bool isHiddenFirst)
    {
        var hidden = await ContactAsync("Hidden", office.Colleague.Member);
        var own = await ContactAsync("Own", office.Rep.Member);
        var meeting = await MeetAsync(isHiddenFirst ? [hidden, own] : [own, hidden]);
        var alone = await MeetAsync(hidden);

        Assert.That(Ways(await EntryAsync(office.Rep, meeting.Id)), Is.EqualTo(new[] { "Own" }));
        Assert.That(await EntryAsync(office.Rep, alone.Id), Is.Null);
        Assert.That(Ways(await EntryAsync(office.Administrator, meeting.Id)), Is.EquivalentTo(new[] { "Own", "Hidden" }));
    }

    [Test]
    public async Task A_first_link_adds_its_branch_to_the_entry_that_stands_there()
    {
        var (ada, bo) = (await ContactAsync("Ada", null), await ContactAsync("Bo", null, isLinked: false));
        var meeting = await MeetAsync(ada, bo);
        Assert.That(Ways(await EntryAsync(office.Rep, meeting.Id)), Is.EqualTo(new[] { "Ada" }));

        var fields = Office.Fields(("company", company.Id.ToString()));
        await office.UseCase<UpdateRecord>().ExecuteAsync(office.Administrator, new UpdateRecordInput(bo.Ref, null, fields), default);

        Assert.That(Ways(await EntryAsync(office.Rep, meeting.Id)), Is.EqualTo(new[] { "Ada", "Bo" }));
    }

    private static IEnumerable<string> Ways(TimelineEntryView? entry) => entry?.Via is { } first ? entry.FurtherVia.Prepend(first).Select(way => way.Name) : [];

    private async Task<Contact> ContactAsync(string name, MemberId? owner, bool isLinked = true)
    {
        var contact = Sample.Contact(office.Tenant.Id, name, owner) with { Company = isLinked ? company.Id : null };
        await office.StoreAsync(contact);
        return contact;
    }

    private Task<ActivityView> MeetAsync(params Contact[] people) =>
        office
            .UseCase<LogActivity>()
            .ExecuteAsync(
                office.Administrator,
                new LogActivityInput("note", [.. people.Select(contact => contact.Ref)], new ActivityContent { Subject = "Met" }),
                default
            );

    private async Task<TimelineEntryView?> EntryAsync(Caller caller, ActivityId id) =>
        (await office.UseCase<GetTimeline>().ExecuteAsync(caller, new GetTimelineInput(company.Ref), default)).Rows.FirstOrDefault(entry =>
            entry.Id == id.Value
        );
}
