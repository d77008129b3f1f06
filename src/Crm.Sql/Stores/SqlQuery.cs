using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>A statement over the rows of a table that a session sees, whole: <c>t</c> is the table. What stands between braces becomes a parameter in its stored form, never text.</summary>
internal sealed class SqlQuery<T>
    where T : class, IRow
{
    private readonly StoreSession session;
    private readonly string mark;
    private readonly List<SqlValue> values = [];
    private readonly List<string> conditions = [];
    private IReadOnlyList<string> turns = [];
    private string others = "";

    /// <summary>All rows of the session's tenant, or of all tenants where it has none.</summary>
    /// <param name="session">Where the rows are.</param>
    /// <param name="mark">What the names of its values begin with: statements that are sent together must not share them.</param>
    public SqlQuery(StoreSession session, string mark = "p")
    {
        (this.session, this.mark) = (session, mark);
        if (session.Tenant is not null)
            conditions.Add(IsOwn("t").Text);
    }

    /// <summary>Tables that are joined, from <c>join</c> on; empty for none.</summary>
    public string Join { get; init; } = "";

    /// <summary>Adds a condition.</summary>
    public SqlQuery<T> Where([InterpolatedStringHandlerArgument("")] Condition condition)
    {
        conditions.Add(condition.ToString());
        return this;
    }

    /// <summary>A value as a parameter, for text that is made apart.</summary>
    public SqlFragment Value<TValue>(TValue value)
        where TValue : notnull => new(Add(StoredForm.Write(value, session.Dialect)));

    /// <summary>Finds the rows from the side of another table: its rows are looked up first, then those of this table that name them.</summary>
    /// <param name="table">The other table.</param>
    /// <param name="condition">Which of its rows, <c>s</c>.</param>
    /// <param name="column">The column that names them.</param>
    public SqlQuery<T> Through(string table, [InterpolatedStringHandlerArgument("")] Condition condition, string column)
    {
        others = $"with others as {session.Dialect.Materialized}(select s.id, s.tenant from {table} s where {IsOwn("s").Text} and {condition.ToString()}) ";
        conditions.Add($"{column} = others.id and t.tenant = others.tenant");
        return this;
    }

    /// <summary>That a row of another table is of the session's tenant.</summary>
    /// <param name="alias">The other table.</param>
    public SqlFragment IsOwn(string alias) =>
        new(session.Tenant is { } tenant ? $"{alias}.tenant = {Add("tenant", session.Dialect.Id(tenant.Value))}" : "true");

    /// <summary>That an expression is one of a set of ids.</summary>
    public SqlFragment In(string expression, IEnumerable<Guid> ids) => new(session.Dialect.In(expression, Add(session.Dialect.Set(ids))));

    /// <summary>That an expression is one of a set of texts.</summary>
    public SqlFragment In(string expression, IEnumerable<string> texts) => new(session.Dialect.In(expression, Add(session.Dialect.Set(texts))));

    /// <summary>Lets a column have one of several values, each looked up by itself: an index of the column and the order then gives the first rows, where 'in' would walk or sort. Only for statements with an order and a maximum.</summary>
    public SqlQuery<T> WhereEach(string column, IEnumerable<string> values) => InTurns([.. values.Distinct().Select(value => $"{column} = {Add(value)}")]);

    /// <summary>The same for conditions that exclude each other.</summary>
    public SqlQuery<T> InTurns(IReadOnlyList<string> conditions)
    {
        turns = conditions;
        if (turns.Count == 0)
            this.conditions.Add("false");
        return this;
    }

    /// <summary>The rows in no order.</summary>
    public SqlStatement Rows() => Select("t.*");

    /// <summary>The first rows of an order.</summary>
    /// <param name="order">The order, such as <c>t.id desc</c>.</param>
    /// <param name="max">How many.</param>
    public SqlStatement Rows(string order, int max) => Select("t.*", order, max);

    /// <summary>Columns of the rows, in no order.</summary>
    public SqlStatement Columns(string columns) => Select(columns);

    /// <summary>Columns of the rows in an order.</summary>
    /// <param name="columns">The columns, such as <c>t.id, r.name</c>.</param>
    /// <param name="order">The order.</param>
    /// <param name="max">How many; null: all.</param>
    public SqlStatement Columns(string columns, string order, int? max = null) => Select(columns, order, max);

    /// <summary>Columns of the first rows of an order, made from few columns of the table: where rows are wide, no others are read.</summary>
    public SqlStatement Columns(string columns, string made, string order, int max) => Select(columns, order, max, made);

    /// <summary>Columns of groups of the rows, in no order.</summary>
    /// <param name="columns">The columns, such as <c>t.stage, count(*)</c>.</param>
    /// <param name="groups">What a group has in common, such as <c>t.stage</c>.</param>
    public SqlStatement Grouped(string columns, string groups) => new($"{others}select {columns} from {From}{Filter(conditions)} group by {groups}", values);

    /// <summary>Deletes the rows.</summary>
    public SqlStatement Delete() => new($"delete from {RowModel.TableOf<T>()} as t{Filter(conditions)}", values);

    private string From => $"{(others.Length == 0 ? "" : "others cross join ")}{RowModel.TableOf<T>()} t{(Join.Length == 0 ? "" : $" {Join}")}";

    private SqlStatement Select(string columns, string? order = null, int? max = null, string made = "t.*")
    {
        var end = (order is null ? "" : $" order by {order}") + (max is { } limit ? $" limit {Add(limit)}" : "");
        var text =
            turns.Count > 1
                ? $"{others}select {columns} from ({string.Join(" union all ", turns.Select(One))}) t{end}"
                : $"{others}select {columns} from {From}{Filter([.. conditions, .. turns])}{end}";
        return new SqlStatement(text, values);

        string One(string turn) => $"select * from (select {made} from {From}{Filter([.. conditions, turn])}{end}) o";
    }

    private static string Filter(List<string> conditions) => conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";

    private string Add(object value) => Add(string.Create(CultureInfo.InvariantCulture, $"{mark}{values.Count}"), value);

    private string Add(string name, object value)
    {
        if (!values.Exists(known => known.Name == name))
            values.Add(new SqlValue(name, value));
        return "@" + name;
    }

    /// <summary>A condition: text, and values that become parameters.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Condition(int literalLength, int formattedCount, SqlQuery<T> query)
    {
        private readonly StringBuilder text = new(literalLength + 4 * formattedCount);

        /// <summary>Adds text.</summary>
        public void AppendLiteral(string literal) => text.Append(literal);

        /// <summary>Adds text that was made apart.</summary>
        public void AppendFormatted(SqlFragment fragment) => text.Append(fragment.Text);

        /// <summary>Adds a value.</summary>
        public void AppendFormatted<TValue>(TValue value)
            where TValue : notnull => text.Append(query.Value(value).Text);

        /// <inheritdoc/>
        public override string ToString() => text.ToString();
    }
}

/// <summary>Text of a statement that is no value.</summary>
internal readonly record struct SqlFragment(string Text);
