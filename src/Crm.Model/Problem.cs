using System.Text.Json.Serialization;

namespace Crm;

/// <summary>Something wrong in an input.</summary>
/// <param name="Field">The field, such as <c>steps[2].delay</c>; empty for the input as a whole.</param>
/// <param name="Message">What was wrong, the value found, what is allowed.</param>
public sealed record Problem(string Field, string Message)
{
    /// <summary>The line in a file, from 1; null where there is no file.</summary>
    public long? Line { get; init; }

    /// <summary>What kind of problem, for hosts that know a remedy, such as <c>plugin-refused</c>; mostly null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Line is { } line ? $"line {line}: " : "") + (Field.Length > 0 ? $"{Field}: {Message}" : Message);
}
