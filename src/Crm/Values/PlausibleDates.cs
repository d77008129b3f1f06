namespace Crm.Values;

/// <summary>Dates that mean "no date" in the systems that export them. They are refused and never kept as days.</summary>
internal static class PlausibleDates
{
    /// <summary>The first and last day on which anything in a business can happen.</summary>
    public static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <inheritdoc cref="Earliest"/>
    public static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>.NET and SQL Server; the Gregorian calendar's first day; Windows; SQL Server's datetime; spreadsheets; "forever".</summary>
    private static readonly DateOnly[] Empty =
    [
        new(1, 1, 1),
        new(1582, 10, 15),
        new(1601, 1, 1),
        new(1753, 1, 1),
        new(1899, 12, 30),
        new(1899, 12, 31),
        new(9999, 12, 31),
    ];

    /// <summary>SQL Server's and spreadsheets' zero, and that of Unix: real days, too.</summary>
    private static readonly DateOnly[] Doubtful = [new(1900, 1, 1), new(1970, 1, 1)];

    /// <summary>What is wrong with a day that means "no date"; null if nothing is.</summary>
    public static string? WhyEmpty(DateOnly day) =>
        Array.IndexOf(Empty, day) >= 0 ? $"{day:yyyy-MM-dd} is how other systems write 'no date'; leave it empty." : null;

    /// <summary>What is wrong with a day on which nothing in a business happens; null if nothing is.</summary>
    public static string? WhyNot(DateOnly day) =>
        WhyEmpty(day) ?? (day < Earliest || day > Latest ? $"It must be between {Earliest:yyyy-MM-dd} and {Latest:yyyy-MM-dd}, was {day:yyyy-MM-dd}." : null);

    /// <summary>Whether some systems write "no date" so.</summary>
    public static bool IsDoubtful(DateOnly day) => Array.IndexOf(Doubtful, day) >= 0;
}
