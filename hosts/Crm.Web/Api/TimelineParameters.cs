using System.Globalization;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using NodaTime;
using NodaTime.Text;

namespace Crm.Web.Api;

/// <summary>The part of a timeline that a query string asks for; the same for the API and the page.</summary>
internal sealed class TimelineParameters
{
    private const int DefaultSize = 50;
    private static readonly string[] Names = ["type", "search", "from", "to", "author", "after", "size"];

    private readonly IQueryCollection query;
    private readonly DateTimeZone zone;
    private readonly List<Problem> problems = [];

    private TimelineParameters(IQueryCollection query, DateTimeZone zone) => (this.query, this.zone) = (query, zone);

    /// <summary>Reads it.</summary>
    /// <param name="record">Whose timeline.</param>
    /// <param name="query">Types may be repeated or joined by commas; moments are dates (the whole day) or ISO 8601 date-times; the author is <c>member:{id}</c> or <c>system:{name}</c>.</param>
    /// <param name="zone">Of dates and of times that name no offset.</param>
    /// <exception cref="CrmException">Invalid: names every wrong parameter.</exception>
    public static GetTimelineInput Read(RecordRef record, IQueryCollection query, DateTimeZone zone)
    {
        var reading = new TimelineParameters(query, zone);
        var input = reading.Read(record);
        return reading.problems.Count == 0 ? input : throw CrmException.Invalid(reading.problems);
    }

    private GetTimelineInput Read(RecordRef record)
    {
        foreach (var unknown in query.Keys.Where(key => !Names.Contains(key, StringComparer.OrdinalIgnoreCase)))
            problems.Add(new Problem(unknown, $"It is unknown; allowed are {string.Join(", ", Names)}."));
        var types = query["type"]
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        return new GetTimelineInput(record)
        {
            Types = types.Count == 0 ? null : types,
            Search = One("search"),
            From = Moment("from", isEnd: false),
            To = Moment("to", isEnd: true),
            Author = Author(),
            Page = new PageRequest(Size(), One("after")),
        };
    }

    private string? One(string name)
    {
        if (query[name].Count > 1)
            problems.Add(new Problem(name, $"It may be given once, was given {query[name].Count} times."));
        return query[name].FirstOrDefault() is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    private int Size()
    {
        if (One("size") is not { } text)
            return DefaultSize;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 200)
            return size;
        problems.Add(new Problem("size", $"It must be 1–200, was '{Cut(text)}'."));
        return DefaultSize;
    }

    private DateTimeOffset? Moment(string name, bool isEnd)
    {
        if (One(name) is not { } text)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && IsComputable(date))
            return zone.AtStartOfDay(isEnd ? date.PlusDays(1) : date).ToDateTimeOffset().ToUniversalTime();
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var moment } && IsComputable(moment.Date))
            return moment.ToDateTimeOffset().ToUniversalTime();
        if (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local } && IsComputable(local.Date))
            return zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime();
        problems.Add(
            new Problem(
                name,
                $"It must be a date such as 2026-01-31 or a date-time such as 2026-01-31T09:00:00Z, in the years 1900 to 9998, was '{Cut(text)}'."
            )
        );
        return null;
    }

    /// <summary>In some zones the first and the last day of the calendar have no moment in UTC.</summary>
    private static bool IsComputable(LocalDate date) => date.Year is >= 1900 and <= 9998;

    private Actor? Author()
    {
        if (One("author") is not { } text)
            return null;
        if (Actor.TryParse(text, out var author))
            return author;
        problems.Add(new Problem("author", $"It must be member:ID or system:NAME, was '{Cut(text)}'."));
        return null;
    }

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
