using Crm.Kernel;
using Crm.Records;
using Crm.Testing;

namespace Crm.Tenancy;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UpdateTeamTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_new_manager_sees_what_the_teams_members_own_and_the_old_one_does_not()
    {
        var record = (
            await office.CreateContact.ExecuteAsync(office.Rep, new ContactInput { Name = "Carla", Owner = Office.IdOf(office.Rep) }, Office.None)
        ).Record;
        var heir = await new AddMember(office.Executor).ExecuteAsync(
            office.Administrator,
            new AddMemberInput("Hannah Heir") { Role = MemberRole.Manager },
            Office.None
        );
        Caller heirCaller = new(office.Tenant, Actor.Member(heir.Member));
        Assert.That(async () => await office.Get.ExecuteAsync(office.Manager, new GetRecordInput(record), Office.None), Throws.Nothing);
        await office.RefusedAsync<CrmError.NotFound>(() => office.Get.ExecuteAsync(heirCaller, new GetRecordInput(record), Office.None));

        await UpdateAsync(new UpdateTeamInput(await NorthAsync()) { Manager = heir.Member });

        Assert.That(async () => await office.Get.ExecuteAsync(heirCaller, new GetRecordInput(record), Office.None), Throws.Nothing);
        await office.RefusedAsync<CrmError.NotFound>(() => office.Get.ExecuteAsync(office.Manager, new GetRecordInput(record), Office.None));
        Assert.That(await office.EventsAsync(), Does.Contain("team.updated"));
    }

    [Test]
    public async Task Names_are_one_teams_and_a_stale_revision_changes_nothing()
    {
        var north = await NorthAsync();
        await new AddTeam(office.Executor).ExecuteAsync(office.Administrator, new AddTeamInput("South"), Office.None);

        var taken = await office.RefusedAsync<CrmError.Refused>(() => UpdateAsync(new UpdateTeamInput(north) { Name = "SOUTH" }));
        Assert.That(taken.Code, Is.EqualTo("name-taken"));
        await office.RefusedAsync<CrmError.Stale>(() => UpdateAsync(new UpdateTeamInput(north, 7) { Name = "West" }));
        await office.RefusedAsync<CrmError.NotFound>(() => UpdateAsync(new UpdateTeamInput(new TeamId(office.Tenant.Value))));
        await office.RefusedAsync<CrmError.Invalid>(() => UpdateAsync(new UpdateTeamInput(north) { Manager = new MemberId(north.Value) }));
    }

    [Test]
    public async Task What_stands_so_already_is_not_written_again()
    {
        var north = await NorthAsync();
        var audited = (await office.AuditAsync()).Count;
        var same = await UpdateAsync(new UpdateTeamInput(north) { Name = " North " });
        Assert.That(same.Revision, Is.EqualTo(1));
        Assert.That(await office.AuditAsync(), Has.Count.EqualTo(audited));
        Assert.That((await UpdateAsync(new UpdateTeamInput(north, 1) { Name = "Far North" })).Revision, Is.EqualTo(2));
    }

    private Task<TeamResult> UpdateAsync(UpdateTeamInput input) => new UpdateTeam(office.Executor).ExecuteAsync(office.Administrator, input, Office.None);

    private async Task<TeamId> NorthAsync()
    {
        await using var unit = await office.Store.BeginAsync(office.Tenant, Stores.WorkKind.Read, Office.None);
        return (await unit.Tenancy.GetTeamsAsync(Office.None)).Single(team => team.Name == "North").Id;
    }
}
