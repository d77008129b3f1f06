using System.CommandLine;
using System.Text.Json;
using Crm.Activities;

namespace Crm.Commands;

/// <summary>Options that several types of activity have.</summary>
internal static class ActivityOptions
{
    /// <summary>One line.</summary>
    public static Option<string?> Subject() => new("--subject") { Description = "The subject, in one line; defaults to the activity type's own." };

    /// <summary>The body.</summary>
    public static Option<string?> Note() => new("--note") { Description = "What was said or written, as plain text." };

    /// <summary>When it happened.</summary>
    public static Option<string?> Occurred() =>
        new("--occurred")
        {
            Description = "When it happened, such as 2026-03-01T12:00Z, or 2026-03-01 12:00 in your time zone; defaults to now.",
            HelpName = "MOMENT",
        };

    /// <summary>How it went.</summary>
    public static Option<string?> Outcome() => new("--outcome") { Description = "Key of an outcome from the tenant's list for the type.", HelpName = "KEY" };

    /// <summary>How long it took.</summary>
    public static Option<string?> Duration() => new("--duration") { Description = "How long it took, such as 25m, 1h30m, 90s." };

    /// <summary>Where it can be heard.</summary>
    public static Option<string?> Recording() => new("--recording") { Description = "URL of a recording (http or https).", HelpName = "URL" };

    /// <summary>Where it took place.</summary>
    public static Option<string?> Location() => new("--location") { Description = "Where it took place." };

    /// <summary>Who took part.</summary>
    public static Option<string[]> With() =>
        new("--with", "--attendee") { Description = "Who took part: a name, an address, 'Ada <ada@example.com>', contact:ID, member:ID; may be repeated." };

    /// <summary>Until when.</summary>
    public static Option<string?> Due() => new("--due") { Description = "Until when.", HelpName = "MOMENT" };

    /// <summary>Who began it.</summary>
    public static Option<ActivityDirection> Direction()
    {
        var option = Options.WordOption<ActivityDirection>("--direction", "Who began it");
        option.DefaultValueFactory = _ => ActivityDirection.Outbound;
        return option;
    }

    /// <summary>Reads a JSON object; null gives null.</summary>
    /// <exception cref="CrmException">Invalid: it is no JSON.</exception>
    public static JsonElement? DetailsOf(string? text)
    {
        try
        {
            return text is null ? null : JsonElement.Parse(text);
        }
        catch (JsonException exception)
        {
            throw CrmException.Invalid("details", $"It must be a JSON object: {exception.Message}");
        }
    }
}
