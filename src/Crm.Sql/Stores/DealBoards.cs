using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>Reads boards: the first deals of each stage by their index, and the totals, which that index alone gives.</summary>
internal static class DealBoards
{
    /// <summary>A board.</summary>
    public static async Task<DealBoard> ReadAsync(StoreSession session, DealBoardFilter filter, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(new PageRequest(filter.MaxPerStage));
        var stages = filter.Stages.Select(stage => RecordConditions.Of(FilterOf(filter, [stage]))).ToList();
        var pages = stages.Select((conditions, index) => session.ResultOf<CrmRecord>(Page(session, conditions, $"s{index}_", size + 1))).ToList();
        var totals = new SqlResult<StageTotal>(
            Totals(session, filter),
            row => new StageTotal(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), (int)row.GetInt64(2), row.IsDBNull(3) ? 0 : row.GetInt64(3))
        );
        await session.ReadAsync([totals, .. pages], cancellationToken);
        var columns = stages
            .Zip(pages)
            .Select(stage =>
            {
                var shown = RecordList.CursorOf(session, stage.First).Page([.. stage.Second.Rows.Cast<Deal>()], size, RecordList.PositionInStage);
                return new StageDeals(stage.First.Filter.Stages!.First(), shown.Rows, shown.Next);
            });
        return new DealBoard([.. columns], totals.Rows);
    }

    private static SqlStatement Page(StoreSession session, RecordConditions conditions, string mark, int max) =>
        conditions.Add(new SqlQuery<CrmRecord>(session, mark), "t").Rows(RecordList.StageOrder, max);

    private static SqlStatement Totals(StoreSession session, DealBoardFilter filter)
    {
        var query = RecordConditions.Of(FilterOf(filter, filter.Counted)).Add(new SqlQuery<CrmRecord>(session, "t"), "t");
        var sum = session.Dialect.IsSqlite ? "sum(t.amount_minor)" : "sum(t.amount_minor)::bigint";
        var currency = "case when t.amount_minor is null then null else t.currency end";
        return query.Grouped($"t.stage, {currency}, count(*), {sum}", $"t.stage, {currency}");
    }

    private static RecordFilter FilterOf(DealBoardFilter filter, IReadOnlyList<string> stages) =>
        new()
        {
            Type = RecordType.Deal,
            Pipeline = filter.Pipeline,
            Stages = stages,
            VisibleOwners = filter.VisibleOwners,
            Owners = filter.Owners,
            Sort = RecordSort.StageSince,
        };
}
