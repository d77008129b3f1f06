using Crm.Setup;
using Crm.Stores;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DealsBoardTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_board_shows_stages_in_order_with_totals_weighted_by_the_stage()
    {
        var company = await office
            .UseCase<CreateCompany>()
            .ExecuteAsync(office.Administrator, new CompanyInput { Name = "Acme", Owner = office.Colleague.Member }, default);
        await DealAsync("One", "prospecting", 1000, office.Rep.Member, company.Record.Id);
        await DealAsync("Two", "proposal", 500.55m, office.Rep.Member);
        await DealAsync("Three", "proposal", 100, null, null, "CHF");
        await DealAsync("Hidden", "proposal", 9999, office.Colleague.Member);
        await DealAsync("Won", "won", 777, office.Rep.Member);

        var board = await office.UseCase<DealsBoard>().ExecuteAsync(office.Rep, new DealsBoardInput(), default);
        var all = await office.UseCase<DealsBoard>().ExecuteAsync(office.Administrator, new DealsBoardInput { Owners = [office.Colleague.Member] }, default);

        Assert.That(
            board.Open.Select(stage => (stage.Stage.Key, stage.Probability, stage.Count)),
            Is.EqualTo(new[] { ("prospecting", 10, (int?)1), ("engaging", 30, 0), ("proposal", 60, 2) })
        );
        Assert.That(board.Open[2].Totals, Is.EqualTo(new[] { new Money(10_000, "CHF"), new Money(50_055, "EUR") }));
        Assert.That(board.Open[2].Weighted, Is.EqualTo(new[] { new Money(6_000, "CHF"), new Money(30_033, "EUR") }));
        Assert.That(board.Open[2].Deals.Select(deal => deal.Name), Is.EqualTo(new[] { "Three", "Two" }));
        Assert.That(
            board.Closed.Select(stage => (stage.Stage.Key, stage.Count, stage.Deals.Count)),
            Is.EqualTo(new[] { ("won", (int?)null, 1), ("lost", null, 0) })
        );
        var first = board.Open[0].Deals.Single();
        Assert.That((first.Amount, first.OwnerName, first.Company), Is.EqualTo(((Money?)new Money(100_000, "EUR"), "Rita Rep", (NamedRecord?)null)));
        Assert.That(all.Open[2].Deals.Single().Name, Is.EqualTo("Hidden"));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<DealsBoard>().ExecuteAsync(office.Rep, new DealsBoardInput { Pipeline = "none" }, default)
        );
    }

    [Test]
    public async Task What_a_move_answers_takes_it_back()
    {
        var deal = await DealAsync("One", "prospecting", 1000, office.Rep.Member);
        var lost = await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "lost", "Price"), default);
        var before = await office.LoadAsync<Deal>(deal.Record);
        office.Clock.Advance(TimeSpan.FromDays(3));

        var opened = await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, new MoveDealInput(deal.Record.Id, "engaging", null, lost.Revision), default);
        var back = new MoveDealInput(deal.Record.Id, opened.FromStage!, opened.FromLossReason, opened.Revision) { ClosedOn = opened.FromClosedOn };
        await office.UseCase<MoveDeal>().ExecuteAsync(office.Rep, back, default);

        var after = await office.LoadAsync<Deal>(deal.Record);
        Assert.That((after.Stage, after.LossReason, after.ClosedOn), Is.EqualTo((before.Stage, before.LossReason, before.ClosedOn)));
    }

    [Test]
    public async Task A_stage_without_a_probability_counts_by_its_place_and_a_wrong_one_is_refused()
    {
        Stage[] stages =
        [
            new("a", "A", StageKind.Open),
            new("b", "B", StageKind.Open) { Probability = 90 },
            new("c", "C", StageKind.Open),
            new("w", "W", StageKind.Won),
        ];
        await office.UseCase<DefinePipeline>().ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partners", stages), default);

        var board = await office.UseCase<DealsBoard>().ExecuteAsync(office.Rep, new DealsBoardInput { Pipeline = "Partners" }, default);

        Assert.That(board.Open.Select(stage => stage.Probability), Is.EqualTo(new[] { 25, 90, 75 }));
        stages[3] = stages[3] with { Probability = 50 };
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<DefinePipeline>().ExecuteAsync(office.Administrator, new DefinePipelineInput("partners", "Partners", stages), default)
        );
        Assert.That(wrong.Message, Does.Contain("stages[3].probability"));
    }

    private Task<RecordResult> DealAsync(string name, string stage, decimal amount, MemberId? owner, RecordId? company = null, string currency = "EUR") =>
        office
            .UseCase<CreateDeal>()
            .ExecuteAsync(
                office.Administrator,
                new DealInput
                {
                    Name = name,
                    Stage = stage,
                    Amount = amount,
                    Currency = currency,
                    Owner = owner,
                    Company = company,
                },
                default
            );
}
