using NodaTime;

namespace Crm.Values;

/// <summary>Checks what administrators give, and collects everything that is wrong.</summary>
internal sealed class TenancyCheck
{
    private const int MaxNameLength = 200;
    private const int MaxTextLength = 1_000;
    private const int MaxKeyLength = 60;
    private readonly List<Problem> problems = [];

    /// <summary>A name that must be there.</summary>
    public string Name(string field, string? value)
    {
        var name = value?.Trim() ?? "";
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
            Add(field, $"It must be one line of 1–{MaxNameLength} characters, had {name.Length}.");
        return name;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Text(string field, string? value)
    {
        if (value is { Length: > MaxTextLength })
            Add(field, $"It must have at most {MaxTextLength} characters, had {value.Length}.");
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>An email address in lower case, or null where there is none.</summary>
    public string? Email(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var (normalized, whyNot) = ContactPoints.NormalizeEmail(value);
        if (whyNot is not null)
            Add(field, $"The email {whyNot}");
        return normalized;
    }

    /// <summary>A zone, or null where there is none.</summary>
    public string? Zone(string field, string? value)
    {
        if (value is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is null)
            Add(field, "It must be an IANA time zone such as Europe/Berlin.");
        return value;
    }

    /// <summary>A currency.</summary>
    public string Currency(string field, string value)
    {
        if (!Currencies.Exists(value.ToUpperInvariant()))
            Add(field, $"It must be a currency of ISO 4217 such as EUR, was '{(value.Length > 20 ? value[..20] : value)}'.");
        return value.ToUpperInvariant();
    }

    /// <summary>A country, or null where there is none.</summary>
    public string? Country(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var country = Countries.Normalize(value.Trim());
        if (country.Length != 2)
            Add(field, "It must be a country of ISO 3166-1 such as DE, or its English name.");
        return country;
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
    public void Add(string field, string message) => problems.Add(new Problem(field, message));

    /// <summary>All that was wrong as one refusal, or null.</summary>
    public CrmException? Found() => problems.Count > 0 ? CrmException.Invalid(problems) : null;

    /// <exception cref="CrmException">Invalid: something was wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (Found() is { } found)
            throw found;
    }
}
