using System.Linq.Expressions;
using Crm.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.EntityFrameworkCore.Model;

/// <summary>Maps the rows as <see cref="RowModel"/> has them. A column that is computed from its row is a property of the column's name, for queries only.</summary>
internal static class RowMapping
{
    /// <summary>Maps every row.</summary>
    public static void Map(ModelBuilder model, SqlDialect dialect)
    {
        // Types stand in many columns, and each converter and comparer is code that is compiled at start.
        var conversions = new Dictionary<(Type Property, bool IsJson), (ValueConverter, ValueComparer)>();
        foreach (var shape in RowModel.All)
        {
            var row = model.Entity(shape.Type).ToTable(shape.Table);
            foreach (var type in shape.DerivedTypes)
                model.Entity(type).HasBaseType(shape.Type);
            foreach (var column in shape.Columns())
            {
                var form = StoredForm.Of(column.ValueType, dialect, column.IsJson);
                if (column.Compute is not null)
                    row.Property(column.ValueType, column.Name).HasColumnType(form.StoreType);
                foreach (var property in column.Properties)
                {
                    var mapped = model.Entity(property.DeclaringType!).Property(property.PropertyType, property.Name);
                    mapped.HasColumnName(column.Name).HasColumnType(form.StoreType);
                    if (form is not { To: { } to, From: { } from })
                        continue;
                    var key = (property.PropertyType, column.IsJson);
                    if (!conversions.TryGetValue(key, out var conversion))
                        conversions[key] = conversion = (Converter(column.ValueType, form.Stored, to, from), Comparer(property.PropertyType));
                    mapped.HasConversion(conversion.Item1, conversion.Item2);
                }
            }
            foreach (var property in shape.Elsewhere)
                row.Ignore(property);
            row.HasKey([.. shape.Keys]);
            if (shape.DerivedTypes.Count == 0)
                continue;
            var types = row.HasDiscriminator(RowModel.RecordType, typeof(string));
            foreach (var type in shape.DerivedTypes)
                types.HasValue(type, type.Name);
        }
    }

    private static ValueConverter Converter(Type model, Type stored, LambdaExpression to, LambdaExpression from) =>
        (ValueConverter)Activator.CreateInstance(typeof(ValueConverter<,>).MakeGenericType(model, stored), to, from, null)!;

    /// <summary>Rows are immutable and never tracked: values are compared as they compare themselves.</summary>
    private static ValueComparer Comparer(Type model) => ValueComparer.CreateDefault(model, favorStructuralComparisons: false);
}
