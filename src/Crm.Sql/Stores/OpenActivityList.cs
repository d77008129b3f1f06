using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Sql.Stores;

/// <summary>The pages of open tasks and drafts, the earliest due first.</summary>
internal static class OpenActivityList
{
    /// <summary>A page.</summary>
    public static async Task<Page<OpenActivity>> PageAsync(
        StoreSession session,
        OpenActivityFilter filter,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var cursor = Cursor.Of("open", session.Tenant, filter.Assignee?.Value, filter.TypeKeys, filter.DueBefore, filter.OfSequencesOnly);
        var size = Cursor.Size(page);
        var after = cursor.Read<Position>(page.After);
        var found = new List<Activity>();
        if (after is null or { DueAt: not null })
        {
            var dated = Filtered(session, filter).Where($"t.due_at is not null");
            if (after is { DueAt: { } dueAt })
                dated.Where($"(t.due_at, t.id) > ({dueAt}, {after.Id})");
            found.AddRange(await session.RowsAsync<Activity>(dated.Rows("t.due_at, t.id", size + 1), cancellationToken));
        }
        // Those without a due time come last; databases do not agree where an index has them.
        if (found.Count <= size && filter.DueBefore is null)
        {
            var undated = Filtered(session, filter).Where($"t.due_at is null");
            if (after is { DueAt: null })
                undated.Where($"t.id > {after.Id}");
            found.AddRange(await session.RowsAsync<Activity>(undated.Rows("t.id", size + 1 - found.Count), cancellationToken));
        }
        var result = cursor.Page(found, size, row => new Position(row.DueAt, row.Id.Value));
        return new Page<OpenActivity>(await WithRecordsAsync(session, result.Rows, filter.VisibleOwners, cancellationToken), result.Next);
    }

    /// <summary>Activities that are assigned to the owners; of those assigned to nobody, the ones of records that they may see, or of none. Records are looked up by a scalar, as in <see cref="TimelineList"/>.</summary>
    private static SqlQuery<Activity> Filtered(StoreSession session, OpenActivityFilter filter)
    {
        var query = new SqlQuery<Activity>(session).Where($"t.state = 'Open' and t.deleted_at is null");
        if (filter.VisibleOwners is { } visible)
        {
            var owners = visible.Select(owner => owner.Value).ToList();
            var entry = new SqlFragment("select 1 from crm_timeline_entry e where e.id = t.id and e.tenant = t.tenant and e.via is null");
            var (isAssigned, isOwned) = (query.In("t.assignee", owners), query.In("r.owner", owners));
            query.Where(
                $"""
                ({isAssigned} or (t.assignee is null and (({entry} limit 1) is null or ({entry} and (
                    select 1 from crm_record r where r.id = e.record and r.tenant = e.tenant and (r.owner is null or {isOwned})
                ) is not null limit 1) is not null)))
                """
            );
        }
        if (filter.Assignee is { } assignee)
            query.Where($"t.assignee = {assignee}");
        if (filter.TypeKeys is { } types)
            query.Where($"{query.In("t.type_key", types)}");
        if (filter.DueBefore is { } before)
            query.Where($"t.due_at <= {before}");
        if (filter.OfSequencesOnly)
            query.Where($"t.enrollment is not null");
        return query;
    }

    /// <summary>An activity is about the record whose timeline shows it directly; of several, the first by id among those that the owners may see, else among all.</summary>
    public static async Task<IReadOnlyList<OpenActivity>> WithRecordsAsync(
        StoreSession session,
        IReadOnlyList<Activity> activities,
        IReadOnlyCollection<MemberId>? visibleOwners,
        CancellationToken cancellationToken
    )
    {
        if (activities.Count == 0)
            return [];
        var query = new SqlQuery<TimelineEntry>(session) { Join = "join crm_record r on r.id = t.record and r.tenant = t.tenant" };
        query.Where($"{query.In("t.id", activities.Select(activity => activity.Id.Value))} and t.via is null");
        var found = await session.SelectAsync(
            query.Columns("t.id, r.id, r.type, r.name, r.owner"),
            row => new
            {
                Activity = row.GetGuid(0),
                Record = new RecordRef(Enum.Parse<RecordType>(row.GetString(2)), new RecordId(row.GetGuid(1))),
                Name = row.GetString(3),
                Owner = row.IsDBNull(4) ? null : (MemberId?)new MemberId(row.GetGuid(4)),
            },
            cancellationToken
        );
        var records = found
            .GroupBy(row => row.Activity)
            .ToDictionary(group => group.Key, group => group.MinBy(row => (IsHidden(row.Owner), row.Record.Id.Value))!);
        return
        [
            .. activities.Select(activity =>
                records.TryGetValue(activity.Id.Value, out var record)
                    ? new OpenActivity(activity, record.Record, record.Name)
                    : new OpenActivity(activity, null, null)
            ),
        ];

        bool IsHidden(MemberId? owner) => owner is { } member && visibleOwners?.Contains(member) == false;
    }

    private sealed record Position(DateTimeOffset? DueAt, Guid Id);
}
