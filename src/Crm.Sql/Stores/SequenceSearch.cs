using Crm.Sequences;
using Crm.Stores;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>Finds sequences by name or key; a tenant has few.</summary>
internal static class SequenceSearch
{
    /// <summary>Those whose name or key holds a text.</summary>
    public static async Task<IReadOnlyList<FoundSequence>> FindAsync(StoreSession session, string text, int max, CancellationToken cancellationToken)
    {
        var pattern = SqlDialect.Containing(PlainText.Key(text));
        var name = new SqlFragment(session.Dialect.Lower("t.name"));
        var query = new SqlQuery<Sequence>(session).Where($@"({name} like {pattern} escape '\' or t.key like {pattern} escape '\')");
        return await session.SelectAsync(
            query.Columns("t.id, t.key, t.name, t.state", "t.name, t.id", max),
            row => new FoundSequence(new SequenceId(row.GetGuid(0)), row.GetString(1), row.GetString(2), Enum.Parse<SequenceState>(row.GetString(3))),
            cancellationToken
        );
    }
}
