using System.Text.Json;
using Crm.Kernel;
using Crm.Plugins;

namespace Crm.Commands;

/// <summary>The input of an action, from JSON and perhaps a file.</summary>
internal static class DoInput
{
    /// <summary>The JSON text that the line means.</summary>
    /// <param name="given">JSON, <c>-</c> for standard input, <c>@FILE</c>; null for an empty object.</param>
    /// <param name="standardInput">Standard input.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static async Task<string> ReadTextAsync(string? given, TextReader standardInput, CancellationToken cancellationToken) =>
        given switch
        {
            null or "" => "{}",
            "-" => await standardInput.ReadToEndAsync(cancellationToken),
            ['@', .. var path] => await Files.ReadTextAsync("--json", path, cancellationToken),
            _ => given,
        };

    /// <summary>Reads the input.</summary>
    /// <param name="useCase">Whose.</param>
    /// <param name="text">The JSON.</param>
    /// <param name="file">The file that goes with it, or null.</param>
    /// <exception cref="CrmException">Invalid: names every member that is unknown or missing, or the first that has a wrong value; or a file is missing or one too many.</exception>
    public static object Read(UseCase useCase, string text, FileStream? file)
    {
        var json = Parse(text);
        CheckMembers(useCase, json);
        return (Deserialize(useCase, json), file) switch
        {
            (IFileInput input, { } given) => input.WithFile(given, Path.GetFileName(given.Name)),
            (var input, null) => input,
            _ => throw CrmException.Invalid("--file", $"{useCase.Action} does not read a file; omit --file."),
        };
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind == JsonValueKind.Object ? json : throw CrmException.Invalid("--json", $"It must be a JSON object, was {Kind(json)}.");
        }
        catch (JsonException exception)
        {
            throw CrmException.Invalid("--json", $"It is not JSON: {Reason(exception)}");
        }
    }

    private static void CheckMembers(UseCase useCase, JsonElement json)
    {
        var schema = ContractJson.SchemaOf(useCase.InputType);
        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToList() : [];
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToList() : [];
        var given = json.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var allowed = known.Count == 0 ? "it takes no members" : $"allowed are {string.Join(", ", known)}";
        List<Problem> problems =
        [
            .. given.Except(known, StringComparer.OrdinalIgnoreCase).Select(name => new Problem(name, $"{useCase.Action} has no such member; {allowed}.")),
            .. required.Where(name => !given.Contains(name)).Select(name => new Problem(name, "It is required.")),
        ];
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
    }

    private static object Deserialize(UseCase useCase, JsonElement json)
    {
        try
        {
            return json.Deserialize(useCase.InputType, ContractJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw CrmException.Invalid((exception.Path ?? "$").TrimStart('$', '.'), Reason(exception));
        }
    }

    /// <summary>The reason without the place, which the problem's field names.</summary>
    private static string Reason(JsonException exception) =>
        exception.Message.IndexOf(" Path: ", StringComparison.Ordinal) is > 0 and var place ? exception.Message[..place] : exception.Message;

    private static string Kind(JsonElement json) => json.ValueKind.ToString().ToLowerInvariant();
}
