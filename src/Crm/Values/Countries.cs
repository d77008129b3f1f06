using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Values;

/// <summary>Countries by code and English name, as the platform's region data has them (ISO 3166-1, CLDR).</summary>
internal static class Countries
{
    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(Read);

    /// <summary>The code (ISO 3166-1 alpha-2) of a country given by code or English name; anything else as it was given.</summary>
    public static string Normalize(string country) => Codes.Value.TryGetValue(country, out var code) ? code : country;

    private static FrozenDictionary<string, string> Read()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            var region = new RegionInfo(culture.Name);
            // Three digits stand for parts of the world, such as 419 for Latin America.
            if (region.TwoLetterISORegionName is not { Length: 2 } code)
                continue;
            codes[code] = code;
            codes.TryAdd(region.EnglishName, code);
        }
        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
