using System.Buffers;
using Crm.Values;

namespace Crm.Sql;

/// <summary>The form in which names are compared, searched and sorted, on both databases alike: SQLite folds ASCII only, and PostgreSQL as its locale says.</summary>
internal static class NameKey
{
    /// <summary>The longest word that is found by its beginning.</summary>
    public const int MaxWord = 100;

    private const int MaxWords = 10;

    /// <summary>What words end at; migration 016 knows the same ones.</summary>
    private static readonly char[] Between = [' ', '\t', '\n', '.', ',', ';', ':', '/', '&', '+', '\'', '"', '(', ')', '@', '_', '|', '-'];

    private static readonly SearchValues<char> Ends = SearchValues.Create(Between);

    /// <summary>The name as texts are compared.</summary>
    public static string Of(string name) => PlainText.Key(name);

    /// <summary>The words of a text as texts are compared, in its order.</summary>
    public static IReadOnlyList<string> WordsOf(string text) => Of(text).Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a name after the first one, each once, at most ten: the whole name's form finds the first one.</summary>
    public static IEnumerable<string> FurtherWordsOf(string name)
    {
        var key = Of(name);
        return key.AsSpan().ContainsAny(Ends) ? WordsOf(key).Skip(1).Where(word => word.Length <= MaxWord).Distinct().Take(MaxWords) : [];
    }
}
