using System.Globalization;

namespace Crm.Output;

/// <summary>How many stand where.</summary>
internal static class Counts
{
    /// <summary>In the order of the states, such as <c>3 Active, 1 Finished</c>; <c>none</c> for nothing.</summary>
    public static string Of<T>(IReadOnlyDictionary<T, int> counts)
        where T : struct, Enum =>
        counts.Values.Sum() == 0
            ? "none"
            : string.Join(
                ", ",
                counts
                    .Where(count => count.Value > 0)
                    .OrderBy(count => count.Key)
                    .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}"))
            );
}
