using System.Reflection;
using System.Text;
using Crm.Records;

namespace Crm.Sql;

/// <summary>A type of row and its table: what mappers map and the bulk writers write.</summary>
/// <param name="Type">The type of row; <see cref="CrmRecord"/> for the four types of record, which share a table.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Keys">The properties that find a row, the one that tells rows apart best first.</param>
internal sealed record RowShape(Type Type, string Table, IReadOnlyList<string> Keys)
{
    /// <summary>Properties that are stored as JSON.</summary>
    public IReadOnlyList<string> Json { get; init; } = [];

    /// <summary>Columns that are not called like their property, by property.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Types that derive from the row's and share its table.</summary>
    public IReadOnlyList<Type> DerivedTypes { get; init; } = [];

    /// <summary>Properties that stand in other tables.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    /// <summary>Columns that are computed from the row.</summary>
    public IReadOnlyList<RowColumn> Computed { get; init; } = [];

    /// <summary>Name of the property that holds the tenant.</summary>
    public string TenantProperty => Keys[^1];

    /// <summary>All columns. Properties of derived types share a column where they have one name.</summary>
    public IReadOnlyList<RowColumn> Columns() =>
        [
            .. new[] { Type }
                .Concat(DerivedTypes)
                .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(property => property.SetMethod is not null && !Elsewhere.Contains(property.Name))
                .GroupBy(property => Names.GetValueOrDefault(property.Name) ?? SnakeCase(property.Name))
                .Select(column => new RowColumn(column.Key, [.. column]) { IsJson = Json.Contains(column.First().Name) }),
            .. Computed,
        ];

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (text.Length > 0 && char.IsUpper(letter))
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }
}

/// <summary>A column of a row's table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Properties">The properties that are stored in it: several where derived types share it, none where it is computed.</param>
internal sealed record RowColumn(string Name, IReadOnlyList<PropertyInfo> Properties)
{
    /// <summary>Whether it holds JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>The static method that computes it from the row; null where it is stored as it is.</summary>
    public MethodInfo? Compute { get; init; }

    /// <summary>The type of value, without its null.</summary>
    public Type ValueType => Compute?.ReturnType ?? Nullable.GetUnderlyingType(Properties[0].PropertyType) ?? Properties[0].PropertyType;
}
