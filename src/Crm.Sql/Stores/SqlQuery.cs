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
    private readonly List<SqlValue> values = [];
    private readonly List<string> conditions = [];

    /// <summary>All rows of the session's tenant, or of all tenants where it has none.</summary>
    public SqlQuery(StoreSession session)
    {
        this.session = session;
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

    /// <summary>That a row of another table is of the session's tenant.</summary>
    /// <param name="alias">The other table.</param>
    public SqlFragment IsOwn(string alias) =>
        new(session.Tenant is { } tenant ? $"{alias}.tenant = {Add("tenant", session.Dialect.Id(tenant.Value))}" : "true");

    /// <summary>That an expression is one of a set of ids.</summary>
    public SqlFragment In(string expression, IEnumerable<Guid> ids) => new(session.Dialect.In(expression, Add(session.Dialect.Set(ids))));

    /// <summary>That an expression is one of a set of texts.</summary>
    public SqlFragment In(string expression, IEnumerable<string> texts) => new(session.Dialect.In(expression, Add(session.Dialect.Set(texts))));

    /// <summary>The rows in no order.</summary>
    public SqlStatement Rows() => Statement($"select t.* from {From}");

    /// <summary>The first rows of an order.</summary>
    /// <param name="order">The order, such as <c>t.id desc</c>.</param>
    /// <param name="max">How many.</param>
    public SqlStatement Rows(string order, int max) => Statement($"select t.* from {From}", order, max);

    /// <summary>Columns of the rows, in no order.</summary>
    public SqlStatement Columns(string columns) => Statement($"select {columns} from {From}");

    /// <summary>Columns of the rows in an order.</summary>
    /// <param name="columns">The columns, such as <c>t.id, r.name</c>.</param>
    /// <param name="order">The order.</param>
    /// <param name="max">How many; null: all.</param>
    public SqlStatement Columns(string columns, string order, int? max = null) => Statement($"select {columns} from {From}", order, max);

    /// <summary>Deletes the rows.</summary>
    public SqlStatement Delete() => Statement($"delete from {RowModel.TableOf<T>()} as t");

    private string From => Join.Length == 0 ? $"{RowModel.TableOf<T>()} t" : $"{RowModel.TableOf<T>()} t {Join}";

    private SqlStatement Statement(string what, string? order = null, int? max = null)
    {
        var text = new StringBuilder(what);
        if (conditions.Count > 0)
            text.Append(" where ").AppendJoin(" and ", conditions);
        if (order is not null)
            text.Append(" order by ").Append(order);
        if (max is { } limit)
            text.Append(" limit ").Append(Add(limit));
        return new SqlStatement(text.ToString(), values);
    }

    private string Add(object value) => Add(string.Create(CultureInfo.InvariantCulture, $"p{values.Count}"), value);

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
            where TValue : notnull => text.Append(query.Add(StoredForm.Write(value, query.session.Dialect)));

        /// <inheritdoc/>
        public override string ToString() => text.ToString();
    }
}

/// <summary>Text of a statement that is no value.</summary>
internal readonly record struct SqlFragment(string Text);
