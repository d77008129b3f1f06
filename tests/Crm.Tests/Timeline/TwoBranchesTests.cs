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

    [TestCase(true)]
    [TestCase(false)]
    public async Task Other_records_are_named_along_but_none_that_the_caller_may_not_see(bool isEmpty)
    {
        var (own, hidden) = (await ContactAsync("Own", office.Rep.Member), await ContactAsync("Hidden", office.Colleague.Member));
        if (!isEmpty)
            await MeetAsync(own);
        var input = new GetTimelineInput(company.Ref) { AlsoNamed = [own.Id, hidden.Id, new RecordId(Sample.Id())] };

        var page = await office.UseCase<GetTimeline>().ExecuteAsync(office.Rep, input, default);

        Assert.That(page.Rows, isEmpty ? Is.Empty : Is.Not.Empty);
        Assert.That(page.Named.Select(named => named.Name), Is.EqualTo(new[] { "Own" }));
    }

    [Test]
    public async Task More_than_a_thousand_records_are_not_named_along()
    {
        var input = new GetTimelineInput(company.Ref) { AlsoNamed = [.. Enumerable.Range(0, 1_001).Select(_ => new RecordId(Sample.Id()))] };

        var error = await office.RefusedAsync<CrmError.Invalid>(() => office.UseCase<GetTimeline>().ExecuteAsync(office.Rep, input, default));

        Assert.That(error.Problems.Single().Field, Is.EqualTo("alsoNamed"));
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
