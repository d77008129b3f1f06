using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Setup;

namespace Crm.Tenancy;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DefineOutcomeTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task An_own_outcome_joins_those_that_the_type_brings_and_is_logged()
    {
        await DefineAsync(new DefineOutcomeInput("call", "asked_for_offer", "Wants an offer", OutcomeMeaning.Reached));

        var outcomes = (await ListAsync()).Of("crm.call");
        Assert.That(outcomes[^1], Is.EqualTo(new OutcomeChoice("asked_for_offer", "Wants an offer", OutcomeMeaning.Reached, IsRetired: false)));
        Assert.That(outcomes, Has.Count.GreaterThan(1));
        Assert.That(async () => await LogAsync("asked_for_offer"), Throws.Nothing);
    }

    [Test]
    public async Task A_retired_one_takes_no_new_activities_and_stays_readable()
    {
        await DefineAsync(new DefineOutcomeInput("call", "connected", "Connected", OutcomeMeaning.Reached, IsRetired: true));

        var refused = Assert.CatchAsync<CrmException>(() => LogAsync("connected"));

        Assert.That(refused!.Message, Does.Contain("connected").And.Contain("any more").And.Contain("allowed are"));
        Assert.That((await ListAsync()).Find("crm.call", "connected"), Is.EqualTo(new OutcomeChoice("connected", "Connected", OutcomeMeaning.Reached, true)));
    }

    [Test]
    public async Task Defining_what_stands_so_already_writes_nothing()
    {
        var input = new DefineOutcomeInput("crm.call", "asked_for_offer", "Wants an offer", OutcomeMeaning.Reached);
        var first = await DefineAsync(input);
        var audited = (await office.AuditAsync()).Count;

        Assert.That(await DefineAsync(input), Is.EqualTo(first));
        Assert.That(await office.AuditAsync(), Has.Count.EqualTo(audited));
        Assert.That((await DefineAsync(input with { Label = "Wants our offer" })).Revision, Is.EqualTo(2));
    }

    [Test]
    public async Task A_type_that_is_not_loaded_and_a_key_that_is_none_are_refused()
    {
        var unknown = await office.RefusedAsync<CrmError.Invalid>(() => DefineAsync(new("fax", "sent", "Sent", OutcomeMeaning.Neutral)));
        Assert.That(unknown.Problems.Single(), Has.Property("Field").EqualTo("activityType").And.Property("Message").Contains("crm.call"));
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() => DefineAsync(new("call", "Call Back", " ", OutcomeMeaning.Neutral)));
        Assert.That(wrong.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "key", "label" }));
        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<DefineOutcome>().ExecuteAsync(office.Rep, new("call", "x", "X", OutcomeMeaning.Neutral), default)
        );
    }

    [Test]
    public async Task What_records_are_shown_against_has_own_outcomes_the_pipelines_and_all_members()
    {
        await DefineAsync(new DefineOutcomeInput("meeting", "moved", "Moved to another day", OutcomeMeaning.Neutral));

        var settings = await office.UseCase<GetSettings>().ExecuteAsync(office.Rep, new NoInput(), default);

        var tenant = await office.UseCase<GetTenant>().ExecuteAsync(office.Rep, new NoInput(), default);
        Assert.That(settings.Outcomes.Find("crm.meeting", "moved")?.Label, Is.EqualTo("Moved to another day"));
        Assert.That(settings.Outcomes.Of("crm.call"), Is.EqualTo((await ListAsync()).Of("crm.call")));
        Assert.That(settings.Zone, Is.EqualTo(tenant.Zone));
        Assert.That(settings.Pipelines.Select(pipeline => pipeline.Key), Is.EqualTo(tenant.Pipelines.Select(pipeline => pipeline.Key)));
        Assert.That(settings.Members.Keys, Does.Contain(office.Rep.Member).And.Contain(office.Colleague.Member));
    }

    private Task<DefinitionResult> DefineAsync(DefineOutcomeInput input) => office.UseCase<DefineOutcome>().ExecuteAsync(office.Administrator, input, default);

    private Task<OutcomeCatalog> ListAsync() => office.UseCase<ListOutcomes>().ExecuteAsync(office.Rep, new NoInput(), default);

    private async Task LogAsync(string outcome)
    {
        var contact = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Carla" }, default);
        await office.UseCase<LogCall>().ExecuteAsync(office.Rep, new LogCallInput([contact.Record]) { Subject = "Prices", Outcome = outcome }, default);
    }
}
