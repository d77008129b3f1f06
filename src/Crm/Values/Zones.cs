using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using PhoneNumbers;

namespace Crm.Values;

/// <summary>Time zones by their IANA names, from NodaTime's copy of the tz database. Safe for all threads.</summary>
internal static class Zones
{
    /// <summary>Zones of a country count as one where their clocks agree over these years.</summary>
    private static readonly Interval Compared = new(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0));
    private static readonly TzdbDateTimeZoneSource Source = TzdbDateTimeZoneSource.Default;
    private static readonly Lazy<FrozenDictionary<string, string>> SingleZones = new(FindSingleZones);

    /// <summary>Whether there is such a zone; names are compared exactly.</summary>
    public static bool Exists(string? zone) => !string.IsNullOrEmpty(zone) && Source.CanonicalIdMap.ContainsKey(zone);

    /// <summary>What is wrong with a zone's name, with names that are close; null where nothing is.</summary>
    public static string? WhyNot(string? zone)
    {
        if (Exists(zone))
            return null;
        var found = Problems.Shown(zone);
        var city = found[(found.LastIndexOf('/') + 1)..].Replace(' ', '_');
        var close =
            city.Length < 3
                ? []
                : Source.CanonicalIdMap.Keys.Where(id => id.Contains(city, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(3).ToList();
        return $"It must be an IANA time zone such as Europe/Berlin, America/New_York or UTC, was '{found}'"
            + (close.Count > 0 ? $"; did you mean {string.Join(" or ", close)}?" : ".");
    }

    /// <summary>The country's zone, where all its clocks agree.</summary>
    /// <param name="country">Two letters (ISO 3166-1 alpha-2); case does not matter; null, empty or unknown gives null.</param>
    /// <returns>The IANA zone; null where the country has several, as the United States have.</returns>
    public static string? OfCountry(string? country) => country is not null && SingleZones.Value.TryGetValue(country.Trim(), out var zone) ? zone : null;

    /// <summary>The zone of a phone number's country, where all its clocks agree.</summary>
    /// <param name="phone">In international form (E.164); anything else gives null.</param>
    public static string? OfPhone(string? phone)
    {
        if (!Records.PhoneNumber.IsE164(phone))
            return null;
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            return OfCountry(numbers.GetRegionCodeForNumber(numbers.Parse(phone, null)));
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>The rules of a zone that is stored; UTC's where the tz database has lost it, or there is none.</summary>
    internal static DateTimeZone RulesOrUtc(string? zone) => (zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)) ?? DateTimeZone.Utc;

    /// <summary>The zone's rules.</summary>
    /// <exception cref="CrmException">Invalid: no such zone.</exception>
    internal static DateTimeZone Rules(string zone) => WhyNot(zone) is { } why ? throw CrmException.Invalid("zone", why) : DateTimeZoneProviders.Tzdb[zone];

    private static FrozenDictionary<string, string> FindSingleZones() =>
        (Source.ZoneLocations ?? [])
            .GroupBy(location => location.CountryCode, location => location.ZoneId)
            .Where(country => country.Skip(1).All(zone => ClocksAgree(country.First(), zone)))
            .ToFrozenDictionary(country => country.Key, country => country.First(), StringComparer.OrdinalIgnoreCase);

    private static bool ClocksAgree(string one, string other) => Offsets(one).SequenceEqual(Offsets(other));

    private static IEnumerable<(Instant From, Offset Offset)> Offsets(string zone) =>
        DateTimeZoneProviders
            .Tzdb[zone]
            .GetZoneIntervals(Compared, ZoneEqualityComparer.Options.OnlyMatchWallOffset)
            .Select(interval => (interval.HasStart && interval.Start > Compared.Start ? interval.Start : Compared.Start, interval.WallOffset));
}
