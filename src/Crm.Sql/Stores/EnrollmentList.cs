using Crm.Sequences;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The pages of enrollments, newest first.</summary>
internal static class EnrollmentList
{
    /// <summary>States that have an index, as its condition names them.</summary>
    private const string Rare = "t.state in ('Pending', 'Waiting', 'Paused', 'Blocked', 'Failed')";

    /// <summary>A page.</summary>
    public static async Task<Page<Enrollment>> PageAsync(StoreSession session, EnrollmentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of(
            "enrollments",
            session.Tenant,
            filter.Sequence,
            filter.Record,
            filter.States?.Cast<object>(),
            filter.Batch,
            filter.Cause,
            filter.Owner
        );
        var size = Cursor.Size(page);
        var query = new SqlQuery<Enrollment>(session);
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"t.id < {after.Id}");
        if (filter.Sequence is { } sequence)
            query.Where($"t.sequence = {sequence}");
        if (filter.Record is { } record)
            query.Where($"t.record = {record}");
        if (filter.States is { } wanted && wanted.All(IsRare))
            query.Where($"{new SqlFragment(Rare)}").WhereEach("t.state", wanted.Select(state => state.ToString()));
        else if (filter.States is { } states)
            query.Where($"{query.In("t.state", states.Select(state => state.ToString()))}");
        if (filter.Owner is { } owner)
            query.Where($"t.owner = {owner}");
        if (filter.Cause is { } cause)
            query.Where($"t.cause = {cause}");
        if (filter.Batch is { } batch)
            query.Where($"t.batch = {batch}");
        if (filter.VisibleOwners is { } owners)
            query.Where($"(t.owner is null or {query.In("t.owner", owners.Select(owner => owner.Value))})");
        var found = await session.RowsAsync<Enrollment>(query.Rows("t.id desc", size + 1), cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Id.Value));
    }

    private static bool IsRare(EnrollmentState state) => state is not (EnrollmentState.Active or EnrollmentState.Finished);

    private sealed record Position(Guid Id);
}
