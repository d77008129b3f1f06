using System.Globalization;

namespace Crm.Values;

/// <summary>Checks the values of an input and collects everything that is wrong, so that a person sees it all at once. Not thread-safe.</summary>
internal sealed class Problems
{
    private const int MaxNameLength = 200;
    private const int MaxTextLength = 1_000;
    private const int MaxKeyLength = 60;
    private readonly List<Problem> found = [];

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool AreNone => found.Count == 0;

    /// <summary>Words in a message.</summary>
    public static string Listed(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } list ? list : "none";

    /// <summary>A name that must be there.</summary>
    public string Name(string field, string? value)
    {
        var name = PlainText.Normalize(value ?? "");
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
            Add(field, $"It must be one line of 1–{MaxNameLength} characters, had {name.Length}.");
        return name;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Text(string field, string? value, int max = MaxTextLength)
    {
        if (value is not null && value.Length > max)
            Add(field, $"It must have at most {max} characters, had {value.Length}.");
        return PlainText.Normalize(value ?? "") is { Length: > 0 } text ? text : null;
    }

    /// <summary>One line of text that may be missing.</summary>
    public string? Line(string field, string? value, int max)
    {
        if (value is not null && value.Any(char.IsControl))
            Add(field, "It must be one line, without control characters.");
        return Text(field, value, max);
    }

    /// <summary>A date in ISO form, or null where it is none.</summary>
    public DateOnly? Date(string field, string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Day(field, date);
        Add(field, $"It must be a date such as 2026-03-31, was '{Shown(value)}'.");
        return null;
    }

    /// <summary>A day, or null where it means none.</summary>
    public DateOnly? Day(string field, DateOnly day)
    {
        if (PlausibleDates.WhyEmpty(day) is not { } whyNot)
            return day;
        Add(field, whyNot);
        return null;
    }

    /// <summary>A number in the invariant form, or null where it is none.</summary>
    public decimal? Number(string field, string value)
    {
        if (Currencies.TryParse(value, out var number))
            return number;
        Add(field, $"It must be a number such as 1250.50, was '{Shown(value)}'.");
        return null;
    }

    /// <summary>An email address in lower case, or null where there is none.</summary>
    public string? Email(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var (normalized, whyNot) = EmailAddress.Normalize(value);
        if (whyNot is not null)
            Add(field, whyNot);
        return normalized;
    }

    /// <summary>A zone, or null where there is none.</summary>
    public string? Zone(string field, string? value)
    {
        if (value is not null && Zones.WhyNot(value) is { } whyNot)
            Add(field, whyNot);
        return value;
    }

    /// <summary>A currency, in upper case.</summary>
    public string Currency(string field, string value)
    {
        var currency = value.ToUpperInvariant();
        if (!Currencies.Exists(currency))
            Add(field, $"It must be a currency of ISO 4217 such as EUR, was '{Shown(value)}'.");
        return currency;
    }

    /// <summary>A country, or null where there is none.</summary>
    public string? Country(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (Countries.Find(value) is { } country)
            return country;
        Add(field, $"It must be a country code (ISO 3166-1) such as DE, or a country's name, was '{Shown(value)}'.");
        return null;
    }

    /// <summary>A key: lower-case letters, digits, and one kind of sign between them.</summary>
    public string Key(string field, string? value, char sign = '_')
    {
        var key = value?.Trim() ?? "";
        if (
            key.Length is 0 or > MaxKeyLength
            || !char.IsAsciiLetterLower(key[0])
            || key.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != sign)
        )
            Add(field, $"It must begin with a lower-case letter, then have lower-case letters, digits and '{sign}', {MaxKeyLength} at most.");
        return key;
    }

    /// <summary>Notes something else that is wrong.</summary>
    public void Add(string field, string message) => found.Add(new Problem(field, message));

    /// <summary>Reads a part of the input; what is wrong with it is noted.</summary>
    public void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (CrmException exception) when (exception.Error is CrmError.Invalid invalid)
        {
            found.AddRange(invalid.Problems);
        }
    }

    /// <summary>All that was wrong as one refusal, or null.</summary>
    public CrmException? Found() => AreNone ? null : CrmException.Invalid(found);

    /// <exception cref="CrmException">Invalid: something was wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (Found() is { } refusal)
            throw refusal;
    }

    /// <summary>What was given, as a message repeats it: so that the person finds it, but never at any length.</summary>
    public static string Shown(string? value) =>
        value is null ? "" : new string([.. value.Take(60).Where(letter => !char.IsControl(letter))]) + (value.Length > 60 ? "…" : "");
}
