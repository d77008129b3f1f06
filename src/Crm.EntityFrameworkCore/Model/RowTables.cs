using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.EntityFrameworkCore;

/// <summary>The tables of the model as the bulk writers want them: each column with a compiled reader that ends in the provider's type. Built once per type of row.</summary>
internal sealed class RowTables(IModel model)
{
    private readonly ConcurrentDictionary<Type, SqlTable> tables = new();

    /// <summary>The table of a type of row.</summary>
    public SqlTable Of(Type row) => tables.GetOrAdd(row, Build);

    private SqlTable Build(Type row)
    {
        var entity = model.FindEntityType(row) ?? throw new ArgumentException($"{row.Name} is not a row of this model.", nameof(row));
        var keys = entity.FindPrimaryKey()!.Properties;
        var store = StoreObjectIdentifier.Table(entity.GetTableName()!);
        // Properties of derived types share columns: one column, read from whichever type the row is.
        var columns = entity
            .GetDerivedTypesInclusive()
            .SelectMany(type => type.GetDeclaredProperties())
            .GroupBy(property => property.GetColumnName(store)!)
            .Select(column => Build(column.Key, [.. column], column.Any(keys.Contains)));
        return new SqlTable(entity.GetTableName()!, [.. columns]);
    }

    private static SqlColumn Build(string name, IReadOnlyList<IProperty> properties, bool isKey)
    {
        var row = Expression.Parameter(typeof(IRow), "row");
        var values = properties.Select(property => (property.DeclaringType.ClrType, Value: Value(row, property))).ToList();
        var isNullable =
            properties.Any(property => property.IsNullable) || properties.Any(property => property.DeclaringType is IEntityType { BaseType: not null });
        var provider = values[0].Value.Type;
        var type = isNullable && provider.IsValueType && Nullable.GetUnderlyingType(provider) is null ? typeof(Nullable<>).MakeGenericType(provider) : provider;
        Expression body = Expression.Default(type);
        foreach (var (declaring, value) in values)
        {
            var found = Cast(value, type);
            body = properties[0].DeclaringType is IEntityType { BaseType: null } ? found : Expression.Condition(Expression.TypeIs(row, declaring), found, body);
        }
        var read = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(IRow), type), body, row).Compile();
        var storeType = properties[0].GetColumnType() is "timestamp with time zone" ? "timestamptz" : properties[0].GetColumnType();
        return (SqlColumn)Activator.CreateInstance(typeof(SqlColumn<>).MakeGenericType(type), name, storeType, isKey, read)!;
    }

    /// <summary>A property's value in the provider's type.</summary>
    private static Expression Value(ParameterExpression row, IProperty property)
    {
        if (property.Name == RowMapping.NameKeyProperty)
            return Expression.Call(NameKeyOf, Expression.Convert(row, typeof(CrmRecord)));
        if (property.Name == RowMapping.RecordTypeProperty)
            return Expression.Call(TypeOf, Expression.Convert(row, typeof(CrmRecord)));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!);
        return property.GetTypeMapping().Converter is { } converter ? Converted(value, converter) : value;
    }

    private static Expression Converted(Expression value, ValueConverter converter)
    {
        var convert = converter.ConvertToProviderExpression;
        if (value.Type == converter.ModelClrType && (value.Type.IsValueType || converter.ConvertsNulls))
            return Expression.Invoke(convert, value);
        if (Nullable.GetUnderlyingType(value.Type) is null)
            return Expression.Condition(
                Expression.ReferenceEqual(value, Expression.Constant(null)),
                Expression.Default(converter.ProviderClrType),
                Expression.Invoke(convert, value)
            );
        var type = converter.ProviderClrType.IsValueType ? typeof(Nullable<>).MakeGenericType(converter.ProviderClrType) : converter.ProviderClrType;
        return Expression.Condition(
            Expression.Property(value, "HasValue"),
            Cast(Expression.Invoke(convert, Expression.Property(value, "Value")), type),
            Expression.Default(type)
        );
    }

    private static Expression Cast(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static readonly MethodInfo NameKeyOf = typeof(RowTables).GetMethod(nameof(ReadNameKey), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo TypeOf = typeof(RowTables).GetMethod(nameof(ReadType), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static string ReadNameKey(CrmRecord record) => NameKey.Of(record.Name);

    private static string ReadType(CrmRecord record) => record.Type.ToString();
}
