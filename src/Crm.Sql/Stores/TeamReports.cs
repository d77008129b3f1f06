using System.Globalization;
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Sql.Stores;

/// <summary>Counts and lists what members did, by an index that leaves out what the host did.</summary>
internal static class TeamReports
{
    /// <summary>As the index's condition says it.</summary>
    private const string OfMembers = "t.state = 'Logged' and t.deleted_at is null and t.author >= 'member:' and t.author < 'member;'";

    /// <summary>Counts, in one round trip.</summary>
    public static async Task<TeamReport> ReadAsync(StoreSession session, TeamReportFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Weeks.Count is < 2 or > 27)
            throw CrmException.Invalid("weeks", $"A report covers 1–26 weeks, not {filter.Weeks.Count - 1}.");
        if (filter.Members.Count == 0)
            return new TeamReport([], []);
        var done = new SqlQuery<Activity>(session, "d");
        done.Where($"{new SqlFragment(OfMembers)} and t.occurred_at >= {filter.Weeks[0]} and t.occurred_at < {filter.Weeks[^1]}");
        done.Where($"{done.In("t.author", filter.Members.Select(member => Actor.Member(member).ToString()))}");
        var week = string.Concat(
            filter.Weeks.Skip(1).Select((end, index) => $" when t.occurred_at < {done.Value(end).Text} then {index.ToString(CultureInfo.InvariantCulture)}")
        );
        var counts = new SqlResult<DoneCount>(
            done.Grouped($"t.author, case{week} end, t.type_key, count(*)", "1, 2, 3"),
            row => new DoneCount(((Actor.OfMember)Actor.Parse(row.GetString(0))).Id, row.GetInt32(1), row.GetString(2), (int)row.GetInt64(3))
        );
        var open = new SqlQuery<Activity>(session, "o").Where($"t.state = 'Open' and t.deleted_at is null");
        open.Where($"{open.In("t.assignee", filter.Members.Select(member => member.Value))}");
        var work = new SqlResult<WorkCount>(
            open.Grouped($"t.assignee, count(*), sum(case when t.due_at < {open.Value(filter.Now).Text} then 1 else 0 end)", "t.assignee"),
            row => new WorkCount(new MemberId(row.GetGuid(0)), (int)row.GetInt64(1), (int)row.GetInt64(2))
        );
        await session.ReadAsync([counts, work], cancellationToken);
        return new TeamReport(counts.Rows, work.Rows);
    }

    /// <summary>A page of activities, the newest first.</summary>
    public static async Task<Page<OpenActivity>> PageAsync(
        StoreSession session,
        DoneActivityFilter filter,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var authors = filter.Members.Select(member => Actor.Member(member).ToString()).ToList();
        var cursor = Cursor.Of("done", session.Tenant, authors, filter.From, filter.To, filter.TypeKeys);
        var size = Cursor.Size(page);
        var query = new SqlQuery<Activity>(session).Where($"{new SqlFragment(OfMembers)} and t.occurred_at >= {filter.From} and t.occurred_at < {filter.To}");
        query.Where($"{query.In("t.author", authors)}");
        if (filter.TypeKeys is { } types)
            query.Where($"{query.In("t.type_key", types)}");
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"(t.occurred_at, t.id) < ({after.OccurredAt}, {after.Id})");
        var found = await session.RowsAsync<Activity>(query.Rows("t.occurred_at desc, t.id desc", size + 1), cancellationToken);
        var result = cursor.Page(found, size, row => new Position(row.OccurredAt, row.Id.Value));
        return new Page<OpenActivity>(await OpenActivityList.WithRecordsAsync(session, result.Rows, filter.VisibleOwners, cancellationToken), result.Next);
    }

    private sealed record Position(DateTimeOffset OccurredAt, Guid Id);
}
