namespace Crm.Sql;

/// <summary>A statement with its values.</summary>
/// <param name="Text">The text; values by name, such as <c>@id</c>.</param>
/// <param name="Values">The values.</param>
internal readonly record struct SqlStatement(string Text, params IReadOnlyList<SqlValue> Values);

/// <summary>A value of a statement.</summary>
/// <param name="Name">Its name, without the mark.</param>
/// <param name="Value">The value in its stored form.</param>
internal readonly record struct SqlValue(string Name, object Value);
