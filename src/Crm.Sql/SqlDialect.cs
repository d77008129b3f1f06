namespace Crm.Sql;

/// <summary>What differs in the text of statements between the two databases.</summary>
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
    /// <param name="parameter">The parameter with its mark, such as <c>@ids</c> or <c>{0}</c>.</param>
    public string In(string expression, string parameter) =>
        IsSqlite ? $"{expression} in (select value from json_each({parameter}))" : $"{expression} = any({parameter})";

    /// <summary>Ends a select that locks its rows of a table alias and passes over those that others hold; a write transaction of SQLite has no others.</summary>
    public string ForUpdateSkipLocked(string alias) => IsSqlite ? "" : $" for update of {alias} skip locked";

    /// <summary>Ends a select that locks its rows of a table alias.</summary>
    public string ForUpdate(string alias) => IsSqlite ? "" : $" for update of {alias}";

    /// <summary>The database's clock, in the form of a stored time.</summary>
    public string Now => IsSqlite ? "cast((julianday('now') - 2440587.5) * 86400000000 as integer)" : "clock_timestamp()";

    /// <summary>The database's clock plus a parameter of seconds.</summary>
    public string NowPlus(string seconds) =>
        IsSqlite
            ? $"(cast((julianday('now') - 2440587.5) * 86400000000 as integer) + cast({seconds} * 1000000 as integer))"
            : $"(clock_timestamp() + {seconds} * interval '1 second')";

    /// <summary>The member of a JSON column as text.</summary>
    public string JsonText(string column, string member) => IsSqlite ? $"json_extract({column}, '$.' || {member})" : $"({column} ->> {member})";

    /// <summary>A text as a pattern for <c>like … escape '\'</c> that finds it anywhere, in lower case; wildcards have no meaning.</summary>
    public static string Containing(string text) =>
        $"%{text.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
