using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>Reads whole rows of a table from what a statement gives, by the columns' names: more columns, or another order, do no harm. Built once per type of row and database.</summary>
internal sealed class RowReader<T>
    where T : class, IRow
{
    private static readonly Lazy<RowReader<T>> OfPostgres = new(() => new(SqlDialect.Postgres));

    private static readonly Lazy<RowReader<T>> OfSqlite = new(() => new(SqlDialect.Sqlite));

    private readonly IReadOnlyList<RowColumn> columns;
    private readonly Func<DbDataReader, int[], T> read;

    private RowReader(SqlDialect dialect)
    {
        var shape = RowModel.Of(typeof(T));
        columns = [.. shape.Columns().Where(column => column.Compute is null || column.Name == RowModel.RecordType)];
        read = Build(shape, dialect);
    }

    /// <summary>The reader of a database's rows.</summary>
    public static RowReader<T> For(SqlDialect dialect) => (dialect.IsSqlite ? OfSqlite : OfPostgres).Value;

    /// <summary>Where the columns stand in a result.</summary>
    /// <exception cref="IndexOutOfRangeException">One is missing.</exception>
    public int[] OrdinalsOf(DbDataReader result) => [.. columns.Select(column => result.GetOrdinal(column.Name))];

    /// <summary>The row that a result stands at.</summary>
    /// <param name="result">The result.</param>
    /// <param name="ordinals">Its <see cref="OrdinalsOf"/>.</param>
    public T Read(DbDataReader result, int[] ordinals) => read(result, ordinals);

    private Func<DbDataReader, int[], T> Build(RowShape shape, SqlDialect dialect)
    {
        var (result, ordinals) = (Expression.Parameter(typeof(DbDataReader), "result"), Expression.Parameter(typeof(int[]), "ordinals"));
        Expression row = shape.DerivedTypes.Count == 0 ? RowOf(typeof(T)) : Unknown();
        foreach (var derived in shape.DerivedTypes)
            row = Expression.Condition(Expression.Equal(Text(RowModel.RecordType), Expression.Constant(derived.Name)), RowOf(derived), row);
        return Expression.Lambda<Func<DbDataReader, int[], T>>(row, result, ordinals).Compile();

        Expression RowOf(Type type) =>
            Expression.Convert(
                Expression.MemberInit(
                    Expression.New(type),
                    columns.SelectMany(
                        (column, index) =>
                            column
                                .Properties.Where(property => property.DeclaringType!.IsAssignableFrom(type))
                                .Select(property => Assign(property, column, index))
                    )
                ),
                typeof(T)
            );

        MemberAssignment Assign(PropertyInfo property, RowColumn column, int index)
        {
            var form = StoredForm.Of(column.ValueType, dialect, column.IsJson);
            var ordinal = Expression.ArrayIndex(ordinals, Expression.Constant(index));
            Expression value = Expression.Call(result, nameof(DbDataReader.GetFieldValue), [form.Stored], ordinal);
            if (form.From is { } from)
                value = Expression.Invoke(from, value);
            if (value.Type != property.PropertyType)
                value = Expression.Convert(value, property.PropertyType);
            var isNullable = !property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null;
            var isNull = Expression.Call(result, nameof(DbDataReader.IsDBNull), [], ordinal);
            return Expression.Bind(property, isNullable ? Expression.Condition(isNull, Expression.Default(property.PropertyType), value) : value);
        }

        Expression Text(string name)
        {
            var index = columns.Select((column, at) => (column.Name, At: at)).First(column => column.Name == name).At;
            return Expression.Call(result, nameof(DbDataReader.GetString), [], Expression.ArrayIndex(ordinals, Expression.Constant(index)));
        }

        Expression Unknown() =>
            Expression.Throw(
                Expression.New(
                    typeof(InvalidOperationException).GetConstructor([typeof(string)])!,
                    Expression.Call(
                        typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!,
                        Expression.Constant("Unknown type of record: "),
                        Text(RowModel.RecordType)
                    )
                ),
                typeof(T)
            );
    }
}
