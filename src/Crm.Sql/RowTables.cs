using System.Collections.Concurrent;
using System.Linq.Expressions;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>The tables of the model as the bulk writers want them: each column with a compiled reader that ends in the provider's type. Built once per type of row.</summary>
internal sealed class RowTables
{
    private static readonly RowTables OfPostgres = new(SqlDialect.Postgres);

    private static readonly RowTables OfSqlite = new(SqlDialect.Sqlite);

    private readonly ConcurrentDictionary<Type, SqlTable> tables = new();
    private readonly SqlDialect dialect;

    private RowTables(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>The tables of a database.</summary>
    public static RowTables For(SqlDialect dialect) => dialect.IsSqlite ? OfSqlite : OfPostgres;

    /// <summary>The table of a type of row.</summary>
    public SqlTable Of(Type row) => tables.GetOrAdd(row, Build);

    private SqlTable Build(Type row)
    {
        var shape = RowModel.Of(row);
        var columns = shape.Columns().Select(column => (Column: column, Sql: Build(column, shape.Type))).ToList();
        var keys = shape.Keys.Select(key => columns.First(column => column.Column.Properties.Any(property => property.Name == key)).Sql);
        return new SqlTable(shape.Table, [.. columns.Select(column => column.Sql)], [.. keys]);
    }

    private SqlColumn Build(RowColumn column, Type rowType)
    {
        var form = StoredForm.Of(column.ValueType, dialect, column.IsJson);
        var row = Expression.Parameter(typeof(IRow), "row");
        // One column, read from whichever of the derived types the row is; of others it is null.
        var isOfDerived = column.Properties.Any(property => property.DeclaringType != rowType);
        var isNullable = isOfDerived || column.Properties.Any(property => Nullable.GetUnderlyingType(property.PropertyType) is not null);
        var type = isNullable && form.Stored.IsValueType ? typeof(Nullable<>).MakeGenericType(form.Stored) : form.Stored;
        Expression body = column.Compute is { } compute ? Expression.Call(compute, Expression.Convert(row, rowType)) : Expression.Default(type);
        foreach (var property in column.Properties)
        {
            var value = Stored(Expression.Property(Expression.Convert(row, property.DeclaringType!), property), form, type);
            body = isOfDerived ? Expression.Condition(Expression.TypeIs(row, property.DeclaringType!), value, body) : value;
        }
        var read = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(IRow), type), body, row).Compile();
        return (SqlColumn)Activator.CreateInstance(typeof(SqlColumn<>).MakeGenericType(type), column.Name, form.StoreType, read)!;
    }

    /// <summary>A property's value in the provider's type.</summary>
    private static Expression Stored(Expression value, StoredForm form, Type type)
    {
        if (form.To is not { } to)
            return Cast(value, type);
        if (Nullable.GetUnderlyingType(value.Type) is not null)
            return Expression.Condition(
                Expression.Property(value, "HasValue"),
                Cast(Expression.Invoke(to, Expression.Property(value, "Value")), type),
                Expression.Default(type)
            );
        var stored = Cast(Expression.Invoke(to, value), type);
        return value.Type.IsValueType
            ? stored
            : Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(type), stored);
    }

    private static Expression Cast(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
