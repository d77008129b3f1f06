using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Values;

/// <summary>Currencies in use and their minor units (ISO 4217, list one).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> Digits = Read(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (
            2,
            """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK
            DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
            MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK
            SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW")
    );

    /// <summary>Whether there is such a currency: three letters in upper case.</summary>
    public static bool Exists(string? currency) => currency is not null && Digits.ContainsKey(currency);

    /// <summary>How many decimal places the currency has: 2 for EUR, 0 for JPY.</summary>
    /// <exception cref="ArgumentException">There is no such currency.</exception>
    public static int DecimalPlaces(string currency) =>
        Digits.TryGetValue(currency, out var digits) ? digits : throw new ArgumentException($"There is no currency '{currency}' (ISO 4217).", nameof(currency));

    /// <summary>An amount in minor units as a number: 1250 of EUR is 12.50.</summary>
    public static decimal ToAmount(long minorUnits, string currency) => minorUnits / Scale(currency);

    /// <summary>An amount in minor units; null where it has more decimal places than the currency, or is too large.</summary>
    public static long? ToMinorUnits(decimal amount, string currency)
    {
        // Beyond this the product leaves the range of decimal or long; no deal is that large.
        if (Math.Abs(amount) > 90_000_000_000_000m)
            return null;
        var minor = amount * Scale(currency);
        return minor == decimal.Truncate(minor) ? (long)minor : null;
    }

    /// <summary>Reads an amount in the invariant form, such as <c>-1250.50</c>.</summary>
    internal static bool TryParse(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);

    private static decimal Scale(string currency) => (decimal)Math.Pow(10, DecimalPlaces(currency));

    private static FrozenDictionary<string, int> Read(params (int Digits, string Codes)[] groups) =>
        groups
            .SelectMany(group => group.Codes.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(code => (code, group.Digits)))
            .ToFrozenDictionary(entry => entry.code, entry => entry.Digits, StringComparer.Ordinal);
}
