using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Setup;

namespace Crm.Tenancy;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TenancyTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Setting_up_twice_is_refused()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<SetUpTenant>().ExecuteAsync(office.System, new SetUpTenantInput("Again", "Ada", "ada@acme.example"), default)
        );

        Assert.That(error.Code, Is.EqualTo("already-set-up"));
    }

    [Test]
    public async Task Wrong_defaults_are_named_together()
    {
        await using var empty = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, SetsTenantUp = false });
        var input = new SetUpTenantInput("", "Ada", "not an address")
        {
            Zone = "Mars/Olympus",
            Currency = "GOLD",
            Country = "Atlantis",
        };

        var error = Assert.CatchAsync<CrmException>(() => empty.UseCase<SetUpTenant>().ExecuteAsync(empty.Tenant.System, input, default))!.Error;

        Assert.That(
            ((CrmError.Invalid)error).Problems.Select(problem => problem.Field),
            Is.EquivalentTo(new[] { "name", "zone", "currency", "country", "administratorEmail" })
        );
    }

    [Test]
    public async Task Only_an_administrator_administers_and_a_try_is_audited()
    {
        await office.RefusedAsync<CrmError.Forbidden>(() => office.UseCase<AddMember>().ExecuteAsync(office.Manager, new AddMemberInput("Eve"), default));

        Assert.That((await office.AuditAsync())[0], Has.Property("IsRefusal").True.And.Property("Action").EqualTo("member.add"));
    }

    [Test]
    public async Task A_member_that_is_not_active_may_not_act_and_gets_no_records()
    {
        var member = await office.UseCase<AddMember>().ExecuteAsync(office.Administrator, new AddMemberInput("Lea Leaver", "lea@acme.example"), default);
        await office.UseCase<UpdateMember>().ExecuteAsync(office.Administrator, new UpdateMemberInput(member.Id, 1) { IsActive = false }, default);

        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Tenant.As(member.Id), new ContactInput { Name = "By a leaver" }, default)
        );
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "For a leaver", Owner = member.Id }, default)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("owner"));
    }

    [Test]
    public async Task The_last_administrator_stays_one()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office
                .UseCase<UpdateMember>()
                .ExecuteAsync(office.Administrator, new UpdateMemberInput(office.Administrator.Member) { Role = MemberRole.Rep }, default)
        );

        Assert.That(error.Code, Is.EqualTo("last-administrator"));
    }

    [Test]
    public async Task An_address_belongs_to_one_member()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<AddMember>().ExecuteAsync(office.Administrator, new AddMemberInput("Double", "Ada.Admin@acme.example"), default)
        );

        Assert.That(error.Code, Is.EqualTo("email-taken"));
    }

    [Test]
    public async Task A_stage_in_which_deals_stand_does_not_go()
    {
        var define = office.UseCase<DefinePipeline>();
        Stage[] stages = [new("new", "New", StageKind.Open), new("signed", "Signed", StageKind.Won)];
        await define.ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partners", stages), default);
        await office
            .UseCase<CreateDeal>()
            .ExecuteAsync(
                office.Rep,
                new DealInput
                {
                    Name = "Partner",
                    Pipeline = "partners",
                    Stage = "signed",
                },
                default
            );

        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            define.ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partners", stages[..1]), default)
        );
        var same = await define.ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partners", stages), default);
        var renamed = await define.ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partner sales", stages), default);

        Assert.That((error.Code, same.Revision, renamed.Revision), Is.EqualTo(("stage-in-use", 1, 2)));
    }

    [Test]
    public async Task A_custom_field_keeps_its_kind_and_never_takes_a_standard_fields_key()
    {
        var define = office.UseCase<DefineCustomField>();
        await define.ExecuteAsync(office.Administrator, new DefineCustomFieldInput(RecordType.Lead, "score", "Score", CustomFieldKind.Number), default);

        var kindError = await office.RefusedAsync<CrmError.Refused>(() =>
            define.ExecuteAsync(office.Administrator, new DefineCustomFieldInput(RecordType.Lead, "score", "Score", CustomFieldKind.Text), default)
        );
        var keyError = await office.RefusedAsync<CrmError.Invalid>(() =>
            define.ExecuteAsync(office.Administrator, new DefineCustomFieldInput(RecordType.Lead, "email", "Email", CustomFieldKind.Text), default)
        );

        Assert.That((kindError.Code, keyError.Problems.Single().Field), Is.EqualTo(("kind-stays", "key")));
    }

    [Test]
    public async Task Members_and_teams_are_listed_by_name()
    {
        var list = await office.UseCase<ListMembers>().ExecuteAsync(office.Reader, new NoInput(), default);

        Assert.That(list.Members.Select(member => member.Name), Is.Ordered.Using((System.Collections.IComparer)StringComparer.OrdinalIgnoreCase));
        Assert.That(list.Teams.Select(team => team.Name), Does.Contain("North"));
    }
}
