using System.Data.Common;
using System.Text.Json;

namespace Crm.Sql;

/// <summary>What differs between the two databases in the text of statements and in the form of values.</summary>
internal sealed class SqlDialect
{
    private SqlDialect(string name) => Name = name;

    /// <summary>PostgreSQL 15 or later.</summary>
    public static SqlDialect Postgres { get; } = new("postgres");

    /// <summary>SQLite 3.40 or later.</summary>
    public static SqlDialect Sqlite { get; } = new("sqlite");

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is SQLite.</summary>
    public bool IsSqlite => this == Sqlite;

    /// <summary>A condition that an expression is one of the values of a parameter: an array, or a JSON array.</summary>
    /// <param name="expression">The expression, such as <c>e.id</c>.</param>
    /// <param name="parameter">The parameter with its mark, such as <c>@ids</c>.</param>
    public string In(string expression, string parameter) =>
        IsSqlite ? $"{expression} in (select value from json_each({parameter}))" : $"{expression} = any({parameter})";

    /// <summary>The items of a list that a column holds as JSON, as a table.</summary>
    public string Items(string column) => IsSqlite ? $"json_each({column})" : $"jsonb_array_elements_text({column})";

    /// <summary>An item of <see cref="Items"/> as an id.</summary>
    public string ItemId(string alias) => IsSqlite ? $"{alias}.value" : $"{alias}.value::uuid";

    /// <summary>Ends a select that locks its rows of a table alias and passes over those that others hold; a write transaction of SQLite has no others.</summary>
    public string ForUpdateSkipLocked(string alias) => IsSqlite ? "" : $" for update of {alias} skip locked";

    /// <summary>Ends a select that locks its rows of a table alias.</summary>
    public string ForUpdate(string alias) => IsSqlite ? "" : $" for update of {alias}";

    /// <summary>That nobody holds a row of a table alias.</summary>
    public string IsFree(string alias) => $"({alias}.lease_until is null or {alias}.lease_until <= {Now})";

    /// <summary>Waits until no other transaction holds a key, and holds it until the transaction ends; null on SQLite, which has one writer.</summary>
    public SqlStatement? Lock(string key) =>
        IsSqlite ? null : new SqlStatement("select pg_advisory_xact_lock(hashtextextended(@key, 0))", new SqlValue("key", key));

    /// <summary>Waits until no other transaction holds one of the keys alone, and lets nobody do so until the transaction ends; null on SQLite, which has one writer.</summary>
    public SqlStatement? Share(IEnumerable<string> keys) =>
        IsSqlite
            ? null
            : new SqlStatement(
                "select pg_advisory_xact_lock_shared(hashtextextended(key, 0)) from unnest(@keys) key",
                new SqlValue("keys", Set(keys.Order(StringComparer.Ordinal)))
            );

    /// <summary>Before the body of a common table expression that locks or limits: it is carried out once.</summary>
    public string Materialized => IsSqlite ? "" : "materialized ";

    /// <summary>For each outer row o the first rows of a table, locked, <c>@max</c> in all. SQLite has no lateral joins; there an inner select finds the rows' own numbers.</summary>
    public string OfEach(string outer, string table, string condition, string alias, string order, string share) =>
        IsSqlite
            ? $"""
                select w.* from {outer} o cross join {table} w
                where w.rowid in (select {alias}.rowid from {table} {alias} where {condition} order by {order} limit {share}) limit @max
                """
            : $"""
                select w.* from {outer} o cross join lateral (
                    select {alias}.* from {table} {alias} where {condition} order by {order} limit {share}{ForUpdateSkipLocked(alias)}
                ) w limit @max
                """;

    /// <summary>The database's clock, in the form of a stored time.</summary>
    public string Now => IsSqlite ? "cast((julianday('now') - 2440587.5) * 86400000000 as integer)" : "clock_timestamp()";

    /// <summary>The database's clock plus a parameter of seconds.</summary>
    public string NowPlus(string seconds) =>
        IsSqlite
            ? $"(cast((julianday('now') - 2440587.5) * 86400000000 as integer) + cast({seconds} * 1000000 as integer))"
            : $"(clock_timestamp() + {seconds} * interval '1 second')";

    /// <summary>The member of a JSON column as text.</summary>
    public string JsonText(string column, string member) => IsSqlite ? $"json_extract({column}, '$.' || {member})" : $"({column} ->> {member})";

    /// <summary>A JSON object of some members of a JSON column, as text; null where they are missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="members">Names of members, of letters only: they become text of the statement.</param>
    public string JsonMembers(string column, params IEnumerable<string> members) =>
        IsSqlite
            ? $"json_object({string.Join(", ", members.Select(member => $"'{member}', json_extract({column}, '$.{member}')"))})"
            : $"jsonb_build_object({string.Join(", ", members.Select(member => $"'{member}', {column} -> '{member}'"))})::text";

    /// <summary>An expression in lower case, folded like .NET on SQLite and as the locale says on PostgreSQL.</summary>
    public string Lower(string expression) => $"{(IsSqlite ? SqliteDatabase.LowerFunction : "lower")}({expression})";

    /// <summary>A set of ids as one parameter, for <see cref="In"/>.</summary>
    public object Set(IEnumerable<Guid> ids) => IsSqlite ? JsonSerializer.Serialize(ids.Select(id => id.ToString())) : ids.ToArray();

    /// <inheritdoc cref="Set(IEnumerable{Guid})"/>
    public object Set(IEnumerable<string> texts) => IsSqlite ? JsonSerializer.Serialize(texts) : texts.ToArray();

    /// <summary>An id as it is stored.</summary>
    public object Id(Guid id) => IsSqlite ? id.ToString() : id;

    /// <summary>A time as it is stored.</summary>
    public object Time(DateTimeOffset time) => IsSqlite ? StoredForm.ToMicroseconds(time) : time.ToUniversalTime();

    /// <summary>A stored time, or null.</summary>
    public DateTimeOffset? ReadTime(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : IsSqlite ? StoredForm.FromMicroseconds(row.GetInt64(ordinal))
        : row.GetFieldValue<DateTimeOffset>(ordinal);

    /// <summary>A text that is folded already, as a pattern for <c>like … escape '\'</c> that finds it anywhere; wildcards have no meaning.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
