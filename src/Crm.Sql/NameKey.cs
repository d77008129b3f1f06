using Crm.Values;

namespace Crm.Sql;

/// <summary>The form in which names are compared, searched and sorted, on both databases alike: SQLite folds ASCII only, and PostgreSQL as its locale says.</summary>
internal static class NameKey
{
    /// <summary>The name as texts are compared.</summary>
    public static string Of(string name) => PlainText.Key(name);
}
