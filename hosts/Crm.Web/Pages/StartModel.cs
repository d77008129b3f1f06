using Crm.Records;

namespace Crm.Web.Pages;

/// <summary>What the start page shows: a page of the records of one type.</summary>
public sealed record StartModel
{
    /// <summary>Which type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>What was searched for, or null.</summary>
    public string? Search { get; init; }

    /// <summary>The records.</summary>
    public required IReadOnlyList<ListedRecord> Rows { get; init; }

    /// <summary>Address of the first page; null where this is it.</summary>
    public string? First { get; init; }

    /// <summary>Address of the next page; null where this is the last.</summary>
    public string? Next { get; init; }
}

/// <summary>A record in a list.</summary>
/// <param name="Record">Which one.</param>
/// <param name="Name">What people call it.</param>
/// <param name="About">A line about it, or empty.</param>
public sealed record ListedRecord(RecordRef Record, string Name, string About)
{
    /// <summary>A short word such as a deal's stage, or null.</summary>
    public string? Badge { get; init; }

    /// <summary>Color of the badge: <c>good</c>, <c>bad</c>, or null.</summary>
    public string? Tone { get; init; }

    /// <summary>An amount, or null.</summary>
    public string? Amount { get; init; }

    /// <summary>Who owns it, or null.</summary>
    public string? Owner { get; init; }
}
