using Crm.Timeline;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MoveDealTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_won_deal_is_closed_today_in_the_tenants_zone_with_history_entry_and_event()
    {
        var deal = await DealAsync();
        // 23:30 UTC is the next day in Berlin.
        office.Clock.Advance(new DateTimeOffset(2026, 3, 10, 23, 30, 0, TimeSpan.Zero) - office.Clock.GetUtcNow());

        await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "Won"), default);

        var view = await office.UseCase<GetRecord>().ExecuteAsync(office.Rep, new GetRecordInput(deal.Record), default);
        var stored = await office.LoadAsync<Deal>(deal.Record);
        var entry = (await office.EntriesAsync(deal.Record)).Single(entry => entry.Kind == TimelineKind.StageChange);
        Assert.Multiple(async () =>
        {
            Assert.That((stored.Stage, stored.ClosedOn, stored.StageSince), Is.EqualTo(("won", new DateOnly(2026, 3, 11), view.StageHistory[^1].At)));
            Assert.That(view.StageHistory.Select(change => (change.From, change.To)), Is.EqualTo(new[] { (null, "prospecting"), ("prospecting", "won") }));
            Assert.That(entry.Subject, Is.EqualTo("Deal: Prospecting → Won"));
            Assert.That(await office.EventsAsync(), Does.Contain("deal.moved"));
        });
    }

    [Test]
    public async Task A_lost_deal_needs_a_reason_and_an_opened_one_forgets_it()
    {
        var deal = await DealAsync();

        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "lost"), default)
        );
        await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "lost", "Price"), default);
        var lost = await office.LoadAsync<Deal>(deal.Record);
        await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "engaging"), default);
        var opened = await office.LoadAsync<Deal>(deal.Record);

        Assert.Multiple(() =>
        {
            Assert.That(error.Problems.Single().Field, Is.EqualTo("loss_reason"));
            Assert.That((lost.LossReason, lost.ClosedOn is not null), Is.EqualTo(("Price", true)));
            Assert.That((opened.LossReason, opened.ClosedOn), Is.EqualTo(((string?)null, (DateOnly?)null)));
        });
    }

    [Test]
    public async Task A_stage_that_the_pipeline_lacks_is_refused_with_those_it_has()
    {
        var deal = await DealAsync();

        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "closing"), default)
        );

        Assert.That(error.Message, Does.Contain("'closing'").And.Contain("prospecting, engaging, proposal, won, lost"));
    }

    [Test]
    public async Task Moving_to_where_it_stands_writes_nothing()
    {
        var deal = await DealAsync();

        var same = await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "prospecting"), default);

        Assert.That((same.Revision, (await office.AuditAsync(deal.Record)).Count), Is.EqualTo((1, 1)));
    }

    private Task<RecordResult> DealAsync() => office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal" }, default);
}
