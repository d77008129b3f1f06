namespace Crm.Sql;

/// <summary>A statement with its values.</summary>
/// <param name="Text">The text; values by name, such as <c>@id</c>.</param>
/// <param name="Values">The values.</param>
internal readonly record struct SqlStatement(string Text, params IReadOnlyList<SqlValue> Values)
{
    /// <summary>Several as one command: a result each, in their order. Values of the same name are the same.</summary>
    public static SqlStatement Join(IReadOnlyList<SqlStatement> statements) =>
        statements is [var only]
            ? only
            : new(
                string.Join("; ", statements.Select(statement => statement.Text)),
                [.. statements.SelectMany(statement => statement.Values).DistinctBy(value => value.Name)]
            );
}

/// <summary>A value of a statement.</summary>
/// <param name="Name">Its name, without the mark.</param>
/// <param name="Value">The value in its stored form.</param>
internal readonly record struct SqlValue(string Name, object Value);
