using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Crm.Plugins;

/// <summary>Explains what is wrong with JSON to whoever wrote it, who knows members and values but no .NET types.</summary>
internal static partial class JsonWords
{
    /// <summary>The reason, with the members that the record has.</summary>
    /// <param name="exception">What reading threw.</param>
    /// <param name="record">The record that was wanted.</param>
    public static string Of(JsonException exception, JsonTypeInfo record)
    {
        var quoted = Quoted().Matches(exception.Message).Select(match => match.Groups[1].Value).ToList();
        var members = record.Kind == JsonTypeInfoKind.Object ? string.Join(", ", record.Properties.Select(property => property.Name)) : "";
        var at = exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
        if (exception.Message.Contains("could not be mapped", StringComparison.Ordinal) && quoted is [var unknown, ..])
            return at is null || !at.Contains('.', StringComparison.Ordinal)
                ? $"It has no member '{unknown}'; the members are {(members.Length == 0 ? "none" : members)}."
                : $"'{at}' is not a member of it.";
        if (exception.Message.Contains("missing required properties", StringComparison.Ordinal) && quoted.Count > 1)
            return $"It must have {string.Join(" and ", quoted.Skip(1).Select(name => $"'{name}'"))}.";
        return at is null ? "A JSON object of the expected form is needed." : $"'{at}' has a value of the wrong kind.";
    }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
