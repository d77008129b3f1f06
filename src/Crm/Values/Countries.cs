using System.Collections.Frozen;
using System.Globalization;
using NodaTime.TimeZones;

namespace Crm.Values;

/// <summary>Countries by code (ISO 3166-1, two or three letters) and by name in English and in their own languages, as the platform's region data (CLDR) and the tz database have them.</summary>
internal static class Countries
{
    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(Read);

    /// <summary>Further names that people write.</summary>
    private static readonly string[] Aliases =
    [
        "AE UAE",
        "CI Ivory Coast",
        "CZ Czech Republic",
        "CZ Tschechien",
        "FR Frankreich",
        "GB UK",
        "GB U.K.",
        "GB Great Britain",
        "GB England",
        "GB Scotland",
        "GB Wales",
        "GB Northern Ireland",
        "GB Großbritannien",
        "GB Vereinigtes Königreich",
        "GR Hellas",
        "IT Italien",
        "KR Korea",
        "KR Republic of Korea",
        "MK Macedonia",
        "MM Burma",
        "NL Holland",
        "NL The Netherlands",
        "NL Niederlande",
        "PL Polen",
        "RU Russian Federation",
        "SZ Swaziland",
        "TR Turkey",
        "US U.S.",
        "US U.S.A.",
        "US United States of America",
        "US Vereinigte Staaten",
        "VN Viet Nam",
    ];

    /// <summary>The code (ISO 3166-1 alpha-2) of a country; null if it is unknown.</summary>
    public static string? Find(string country) => Codes.Value.GetValueOrDefault(PlainText.Key(country));

    private static FrozenDictionary<string, string> Read()
    {
        var codes = new Dictionary<string, string>();
        var regions = CultureInfo
            .GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            // Three digits stand for parts of the world, such as 419 for Latin America.
            .Where(region => region.TwoLetterISORegionName.Length == 2 && char.IsAsciiLetter(region.TwoLetterISORegionName[0]))
            .ToList();
        var locations = TzdbDateTimeZoneSource.Default.ZoneLocations ?? [];
        // Codes win over names, and English ones over those of other languages.
        Add(regions.Select(region => (region.TwoLetterISORegionName, region.TwoLetterISORegionName)));
        Add(locations.Select(location => (location.CountryCode, location.CountryCode)));
        Add(regions.Select(region => (region.ThreeLetterISORegionName, region.TwoLetterISORegionName)));
        Add(regions.Select(region => (region.EnglishName, region.TwoLetterISORegionName)));
        Add(locations.Select(location => (location.CountryName, location.CountryCode)));
        Add(Aliases.Select(alias => (alias[3..], alias[..2])));
        Add(regions.Select(region => (region.NativeName, region.TwoLetterISORegionName)));
        return codes.ToFrozenDictionary();

        void Add(IEnumerable<(string Name, string Code)> names)
        {
            foreach (var (name, code) in names)
                if (PlainText.Key(name) is { Length: > 0 } key)
                    codes.TryAdd(key, code);
        }
    }
}
