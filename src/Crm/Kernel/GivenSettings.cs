using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Crm.Kernel;

/// <summary>Checks the given settings before anything uses them: a key that is misspelled or was renamed, and a value that cannot be read or is out of range, is a problem.</summary>
internal sealed class GivenSettings
{
    private readonly List<Problem> problems = [];

    /// <summary>Refuses what was found wrong, all together.</summary>
    /// <exception cref="CrmException">Invalid: names every problem with its key.</exception>
    public void Demand()
    {
        if (problems.Count > 0)
            throw new CrmException(new CrmError.Invalid(problems));
    }

    /// <summary>Looks at a section.</summary>
    /// <param name="section">The section, which gives properties of <typeparamref name="T"/>.</param>
    /// <param name="renamed">Keys that have changed their names.</param>
    public GivenSettings Check<T>(IConfigurationSection section, params (string Old, string New)[] renamed)
    {
        var properties = typeof(T).GetProperties();
        foreach (var given in section.GetChildren())
        {
            if (renamed.FirstOrDefault(pair => IsSame(pair.Old, given.Key)).New is { } now)
                Add(given, $"{given.Path} is now {section.Path}:{now}; rename it.");
            else if (properties.FirstOrDefault(property => IsSame(property.Name, given.Key)) is { } property)
                CheckValue(given, property);
            else
                Add(
                    given,
                    $"There is no such setting. {section.Path} has {string.Join(", ", properties.Select(one => one.Name).Order(StringComparer.Ordinal))}."
                );
        }
        return this;
    }

    private void CheckValue(IConfigurationSection given, PropertyInfo property)
    {
        if (given.Value is not { Length: > 0 } text)
            return;
        if (Read(property.PropertyType, text) is not { } value)
        {
            Add(given, $"'{text}' is not {WordOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)}.");
            return;
        }
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
            Add(
                given,
                rule switch
                {
                    RangeAttribute range => $"'{text}' must be from {range.Minimum} to {range.Maximum}.",
                    AllowedValuesAttribute allowed => $"'{text}' must be {string.Join(" or ", allowed.Values)}.",
                    _ => rule.FormatErrorMessage(property.Name),
                }
            );
    }

    /// <summary>Null where it cannot be read.</summary>
    private static object? Read(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    private static string WordOf(Type type) =>
        type == typeof(TimeSpan) ? "a duration such as 00:05:00 or 1.12:00:00"
        : type == typeof(bool) ? "true or false"
        : "a whole number";

    private static bool IsSame(string name, string key) => string.Equals(name, key, StringComparison.OrdinalIgnoreCase);

    private void Add(IConfigurationSection given, string message) => problems.Add(new Problem(given.Path, message));
}
