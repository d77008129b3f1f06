using Crm.Kernel;
using Crm.Records;

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
            await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Carla", Owner = office.Rep.Member }, default)
        ).Record;
        var heir = await office
            .UseCase<AddMember>()
            .ExecuteAsync(office.Administrator, new AddMemberInput("Hannah Heir") { Role = MemberRole.Manager }, default);
        var heirCaller = office.Tenant.As(heir.Id);
        Assert.That(async () => await office.UseCase<GetRecord>().ExecuteAsync(office.Manager, new GetRecordInput(record), default), Throws.Nothing);
        await office.RefusedAsync<CrmError.NotFound>(() => office.UseCase<GetRecord>().ExecuteAsync(heirCaller, new GetRecordInput(record), default));

        await UpdateAsync(new UpdateTeamInput(office.Tenant.Team) { Manager = heir.Id });

        Assert.That(async () => await office.UseCase<GetRecord>().ExecuteAsync(heirCaller, new GetRecordInput(record), default), Throws.Nothing);
        await office.RefusedAsync<CrmError.NotFound>(() => office.UseCase<GetRecord>().ExecuteAsync(office.Manager, new GetRecordInput(record), default));
        Assert.That(await office.EventsAsync(), Does.Contain("team.updated"));
    }

    [Test]
    public async Task Names_are_one_teams_and_a_stale_revision_changes_nothing()
    {
        var north = office.Tenant.Team;
        await office.UseCase<AddTeam>().ExecuteAsync(office.Administrator, new AddTeamInput("South"), default);

        var taken = await office.RefusedAsync<CrmError.Refused>(() => UpdateAsync(new UpdateTeamInput(north) { Name = "SOUTH" }));
        Assert.That(taken.Code, Is.EqualTo("name-taken"));
        await office.RefusedAsync<CrmError.Stale>(() => UpdateAsync(new UpdateTeamInput(north, 7) { Name = "West" }));
        await office.RefusedAsync<CrmError.NotFound>(() => UpdateAsync(new UpdateTeamInput(new TeamId(office.Tenant.Id.Value))));
        await office.RefusedAsync<CrmError.Invalid>(() => UpdateAsync(new UpdateTeamInput(north) { Manager = new MemberId(north.Value) }));
    }

    [Test]
    public async Task What_stands_so_already_is_not_written_again()
    {
        var north = office.Tenant.Team;
        var audited = (await office.AuditAsync()).Count;
        var same = await UpdateAsync(new UpdateTeamInput(north) { Name = " North " });
        Assert.That(same.Revision, Is.EqualTo(1));
        Assert.That(await office.AuditAsync(), Has.Count.EqualTo(audited));
        Assert.That((await UpdateAsync(new UpdateTeamInput(north, 1) { Name = "Far North" })).Revision, Is.EqualTo(2));
    }

    private Task<TeamView> UpdateAsync(UpdateTeamInput input) => office.UseCase<UpdateTeam>().ExecuteAsync(office.Administrator, input, default);
}
