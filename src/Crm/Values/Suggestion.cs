namespace Crm.Values;

/// <summary>Finds what somebody who misspelled a name meant.</summary>
internal static class Suggestion
{
    /// <summary>The name that is closest, or null where none is close.</summary>
    public static string? For(string given, IEnumerable<string> names)
    {
        var wanted = Plain(given);
        return names
            .Select(name => (Name: name, Distance: Holds(wanted, Plain(name)) ? 1 : Distance(wanted, Plain(name))))
            .Where(name => name.Distance <= Math.Max(1, wanted.Length / 3))
            .OrderBy(name => name.Distance)
            .ThenBy(name => name.Name, StringComparer.Ordinal)
            .Select(name => name.Name)
            .FirstOrDefault();
    }

    /// <summary>Whether one is a part of the other, as in jobtitle and title.</summary>
    private static bool Holds(string one, string other) =>
        Math.Min(one.Length, other.Length) >= 4 && (one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal));

    /// <summary>People forget which character separates words.</summary>
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>How many letters must be inserted, deleted, changed or swapped with the next one.</summary>
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var row = 0; row <= from.Length; row++)
        for (var column = 0; column <= to.Length; column++)
            if (row == 0 || column == 0)
                table[row, column] = row + column;
            else
            {
                var change = table[row - 1, column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                table[row, column] = Math.Min(change, Math.Min(table[row - 1, column], table[row, column - 1]) + 1);
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                    table[row, column] = Math.Min(table[row, column], table[row - 2, column - 2] + 1);
            }
        return table[from.Length, to.Length];
    }
}
