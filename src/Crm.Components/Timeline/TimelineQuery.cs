using System.Globalization;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using NodaTime;
using NodaTime.Text;

namespace Crm.Components;

/// <summary>Which part of a timeline an address asks for. Days are days on the wall of the timeline's zone.</summary>
public sealed record TimelineQuery
{
    /// <summary>Keys of types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Text to look for, or null.</summary>
    public string? Search { get; init; }

    /// <summary>The first day, as <c>2026-01-31</c>, or null.</summary>
    public string? From { get; init; }

    /// <summary>The last day, in the same form, or null.</summary>
    public string? To { get; init; }

    /// <summary>Id of the member who wrote it down, or null.</summary>
    public string? Author { get; init; }

    /// <summary>Cursor of the page, or null for the newest.</summary>
    public string? After { get; init; }

    /// <summary>Whether anything narrows the timeline.</summary>
    public bool IsFiltered => Types.Count > 0 || Search is not null || From is not null || To is not null || Author is not null;

    /// <summary>Whether another asks for the same.</summary>
    public bool Equals(TimelineQuery? other) =>
        other is not null
        && (Search, From, To, Author, After) == (other.Search, other.From, other.To, other.Author, other.After)
        && Types.SequenceEqual(other.Types, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Search, From, To, Author, After, Types.Count);

    /// <summary>What the engine is asked.</summary>
    /// <exception cref="CrmException">Invalid: a day or the author is none.</exception>
    internal GetTimelineInput ToInput(RecordRef record, DateTimeZone zone) =>
        new(record)
        {
            Types = Types.Count > 0 ? Types : null,
            Search = Search,
            Author = Author is null ? null : Actor.Member(MemberOf(Author)),
            From = From is null ? null : DayOf(From, "from").AtStartOfDayInZone(zone).ToDateTimeOffset(),
            To = To is null ? null : DayOf(To, "to").PlusDays(1).AtStartOfDayInZone(zone).ToDateTimeOffset(),
            Page = new PageRequest(50, After),
            WithFolded = true,
        };

    private static MemberId MemberOf(string text) =>
        Guid.TryParse(text, CultureInfo.InvariantCulture, out var id) ? new MemberId(id) : throw CrmException.Invalid("author", "It must be a member's id.");

    private static LocalDate DayOf(string text, string field) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 1900 and < 9000 } day }
            ? day
            : throw CrmException.Invalid(field, "It must be a day such as 2026-01-31.");
}
