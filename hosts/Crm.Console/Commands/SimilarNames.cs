namespace Crm.Commands;

/// <summary>Names that somebody who wrote another may have meant.</summary>
internal static class SimilarNames
{
    private const int MostSlips = 3;
    private const int Most = 5;

    /// <summary>Those that differ by a slip or two, then those that share the noun or the verb; the closest first, at most five.</summary>
    /// <param name="name">Of the form <c>noun.verb</c>, or meant to be.</param>
    /// <param name="known">The names that exist.</param>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known)
    {
        var parts = name.ToLowerInvariant().Split('.', '-', ' ', '_');
        return
        [
            .. known
                .Select(other => (Name: other, Slips: Slips(name.ToLowerInvariant(), other), Shared: other.Split('.').Intersect(parts).Count()))
                .Where(other => other.Slips <= MostSlips || other.Shared > 0)
                .OrderByDescending(other => other.Slips <= MostSlips)
                .ThenByDescending(other => other.Shared)
                .ThenBy(other => other.Slips)
                .Select(other => other.Name)
                .Take(Most),
        ];
    }

    /// <summary>The least number of letters put in, taken out or exchanged (Levenshtein).</summary>
    private static int Slips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var exchanged = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
