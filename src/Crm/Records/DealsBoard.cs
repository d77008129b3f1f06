namespace Crm.Records;

/// <summary>Which deals a board shows. Null members do not narrow.</summary>
public sealed record DealsBoardInput
{
    /// <summary>Key of the pipeline; null: the tenant's first one by key.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only of one of these owners.</summary>
    public IReadOnlyList<MemberId>? Owners { get; init; }

    /// <summary>Only of members of this team.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Deals of each stage at most, 1–100. More of one stage come with <c>records.list</c>, by pipeline, stage and <see cref="RecordSort.StageSince"/>, after the stage's cursor.</summary>
    public int MaxPerStage { get; init; } = 25;
}

/// <summary>A pipeline with its deals by stage.</summary>
/// <param name="Pipeline">The pipeline's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">The open stages in order.</param>
/// <param name="Closed">The stages where deals are won or lost, in order; without totals, since they only grow.</param>
public sealed record DealsBoardView(string Pipeline, string Name, IReadOnlyList<BoardStage> Open, IReadOnlyList<BoardStage> Closed);

/// <summary>A stage of a board.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Probability">How likely a deal in it is won, in percent.</param>
public sealed record BoardStage(Stage Stage, int Probability)
{
    /// <summary>How many deals stand in it; null where they are not counted.</summary>
    public int? Count { get; init; }

    /// <summary>What its deals come to, for each currency.</summary>
    public IReadOnlyList<Money> Totals { get; init; } = [];

    /// <summary>The same by the stage's probability, in the same order.</summary>
    public IReadOnlyList<Money> Weighted { get; init; } = [];

    /// <summary>The first deals, the one that came last first.</summary>
    public IReadOnlyList<BoardDeal> Deals { get; init; } = [];

    /// <summary>Cursor of the rest; null where these are all.</summary>
    public string? Next { get; init; }
}

/// <summary>A deal on a board.</summary>
/// <param name="Record">The deal.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Revision">Its revision; expected by the next change.</param>
public sealed record BoardDeal(RecordRef Record, string Name, int Revision)
{
    /// <summary>The amount, or null.</summary>
    public Money? Amount { get; init; }

    /// <summary>Who owns it, or null.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>The owner's name, or null.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The company, where there is one that the caller may see.</summary>
    public NamedRecord? Company { get; init; }

    /// <summary>The contact, where there is one that the caller may see.</summary>
    public NamedRecord? Contact { get; init; }

    /// <summary>When it is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>When it was won or lost.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Why it was lost, or null.</summary>
    public string? LossReason { get; init; }

    /// <summary>Since when it stands in its stage, in UTC.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>When its last activity happened, in UTC, or null.</summary>
    public DateTimeOffset? LastTouchedAt { get; init; }
}

/// <summary>Shows the deals of a pipeline by stage: the first of each stage that the caller may see, with totals and weighted totals of all of them.</summary>
/// <remarks>NotFound: there is no such pipeline. Invalid: the number of deals is out of range.</remarks>
public sealed class DealsBoard : UseCase<DealsBoardInput, DealsBoardView>
{
    private const int MaxDeals = 100;

    internal DealsBoard(UseCaseExecutor executor)
        : base(executor, "deals.board", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<DealsBoardView> DecideAsync(Work work, DealsBoardInput input)
    {
        if (input.MaxPerStage is < 1 or > MaxDeals)
            throw CrmException.Invalid("maxPerStage", $"It must be 1–{MaxDeals}, was {input.MaxPerStage}.");
        var pipelines = (await work.Stores.Tenancy.GetPipelinesAsync(work.Cancellation)).OrderBy(pipeline => pipeline.Key, StringComparer.Ordinal);
        var pipeline =
            pipelines.FirstOrDefault(one => input.Pipeline is null || string.Equals(one.Key, input.Pipeline, StringComparison.OrdinalIgnoreCase))
            ?? throw CrmException.NotFound("pipeline", input.Pipeline);
        var filter = new DealBoardFilter
        {
            Pipeline = pipeline.Key,
            Stages = [.. pipeline.Stages.Select(stage => stage.Key)],
            Counted = [.. pipeline.Stages.Where(stage => stage.Kind == StageKind.Open).Select(stage => stage.Key)],
            VisibleOwners = work.Access.VisibleOwners,
            Owners = ListRecords.OwnersOf(work, input.Owners, input.Team),
            MaxPerStage = input.MaxPerStage,
        };
        var board = await work.Stores.Records.GetBoardAsync(filter, work.Cancellation);
        var deals = await DealsAsync(work, board);
        var stages = pipeline.Stages.Zip(board.Stages).Select(pair => View(pipeline, pair.First, pair.Second, board, deals)).ToList();
        return new DealsBoardView(
            pipeline.Key,
            pipeline.Name,
            [.. stages.Where(stage => stage.Stage.Kind == StageKind.Open)],
            [.. stages.Where(stage => stage.Stage.Kind != StageKind.Open)]
        );
    }

    private static BoardStage View(Pipeline pipeline, Stage stage, StageDeals shown, DealBoard board, Dictionary<RecordId, BoardDeal> deals)
    {
        var probability = pipeline.ProbabilityOf(stage);
        var totals = board.Totals.Where(total => total.Stage == stage.Key).ToList();
        List<Money> amounts =
        [
            .. totals
                .Where(total => Currencies.Exists(total.Currency))
                .OrderBy(total => total.Currency, StringComparer.Ordinal)
                .Select(total => new Money(total.AmountMinor, total.Currency!)),
        ];
        return new BoardStage(stage, probability)
        {
            Count = stage.Kind == StageKind.Open ? totals.Sum(total => total.Count) : null,
            Totals = amounts,
            Weighted = [.. amounts.Select(amount => amount with { MinorUnits = (long)decimal.Round(amount.MinorUnits * probability / 100m) })],
            Deals = [.. shown.Deals.Select(deal => deals[deal.Id])],
            Next = shown.Next,
        };
    }

    /// <summary>The deals with the names of what they are linked to and their last activities, with two reads.</summary>
    private static async Task<Dictionary<RecordId, BoardDeal>> DealsAsync(Work work, DealBoard board)
    {
        var deals = board.Stages.SelectMany(stage => stage.Deals).ToList();
        if (deals.Count == 0)
            return [];
        var records = work.Stores.Records;
        var linked = deals.SelectMany(deal => new[] { deal.Company, deal.Contact }).OfType<RecordId>().ToHashSet();
        var headers = linked.Count == 0 ? [] : await records.GetHeadersAsync(linked, work.Cancellation);
        var names = headers
            .Where(header => work.Access.Sees(header.Owner))
            .ToDictionary(header => header.Ref.Id, header => new NamedRecord(header.Ref, header.Name));
        var touches = (await records.GetTouchesAsync([.. deals.Select(deal => deal.Id)], work.Cancellation)).ToDictionary(
            touch => touch.Record,
            touch => touch.At
        );
        return deals.ToDictionary(
            deal => deal.Id,
            deal => new BoardDeal(deal.Ref, deal.Name, deal.Revision)
            {
                Amount = deal is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency) : null,
                Owner = deal.Owner,
                OwnerName = work.Access.NameOf(deal.Owner),
                Company = deal.Company is { } company ? names.GetValueOrDefault(company) : null,
                Contact = deal.Contact is { } contact ? names.GetValueOrDefault(contact) : null,
                ExpectedClose = deal.ExpectedClose,
                ClosedOn = deal.ClosedOn,
                LossReason = deal.LossReason,
                StageSince = deal.StageSince,
                LastTouchedAt = touches.TryGetValue(deal.Id, out var at) ? at : null,
            }
        );
    }
}
