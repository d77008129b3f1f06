using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Crm.Kernel;

/// <summary>
/// The one look at the texts of an input, before any use case sees them: no text holds a control character other than tab and line breaks, nor half of a surrogate pair. No database takes them all (PostgreSQL
/// refuses U+0000), no mail header any.
/// </summary>
internal static class InputText
{
    private const int MaxDepth = 16;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>Looks at all texts of an input, those in lists, dictionaries and JSON too.</summary>
    /// <exception cref="CrmException">Invalid: names every text, and which character.</exception>
    public static void Require(object input)
    {
        var problems = new List<Problem>();
        Visit(input, "", 0, problems);
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
    }

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public static string? WhyNot(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (char.IsHighSurrogate(letter) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (char.IsSurrogate(letter))
                return $"It must not hold half of a surrogate pair (U+{(int)letter:X4} at position {index + 1}).";
            else if (letter < ' ' ? letter is not ('\t' or '\n' or '\r') : letter == '\u007F')
                return $"It must not hold the control character U+{(int)letter:X4} (at position {index + 1}).";
        }
        return null;
    }

    private static void Visit(object? value, string path, int depth, List<Problem> problems)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                if (WhyNot(text) is { } why)
                    problems.Add(new Problem(path, why));
                break;
            case JsonElement json:
                VisitJson(json, path, problems);
                break;
            case IDictionary members:
                foreach (DictionaryEntry member in members)
                {
                    Visit(member.Key as string, path, depth + 1, problems);
                    Visit(member.Value, Join(path, $"{member.Key}"), depth + 1, problems);
                }
                break;
            case IEnumerable items and not IFormattable:
                var number = 0;
                foreach (var item in items)
                    Visit(item, $"{path}[{number++}]", depth + 1, problems);
                break;
            default:
                if (depth < MaxDepth)
                    foreach (var property in PropertiesOf(value.GetType()))
                        Visit(property.GetValue(value), Join(path, JsonNamingPolicy.CamelCase.ConvertName(property.Name)), depth + 1, problems);
                break;
        }
    }

    private static void VisitJson(JsonElement json, string path, List<Problem> problems)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    Visit(member.Name, path, 0, problems);
                    VisitJson(member.Value, Join(path, member.Name), problems);
                }
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var item in json.EnumerateArray())
                    VisitJson(item, $"{path}[{number++}]", problems);
                break;
            case JsonValueKind.String:
                Visit(TextOf(json), path, 0, problems);
                break;
            default:
                break;
        }
    }

    /// <summary>JSON may spell half of a pair (<c>"\ud83d"</c>), which no string of the framework can be made of.</summary>
    private static string TextOf(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uD83D";
        }
    }

    /// <summary>The members of our own records; of other types, such as numbers and moments, none.</summary>
    private static PropertyInfo[] PropertiesOf(Type type) =>
        Properties.GetOrAdd(
            type,
            static type =>
                type.Namespace?.Split('.')[0] == nameof(Crm) && !type.IsEnum
                    ?
                    [
                        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                            .Where(property => property.GetIndexParameters().Length == 0 && MayHoldText(property.PropertyType)),
                    ]
                    : []
        );

    private static bool MayHoldText(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && plain != typeof(Guid)
        && !plain.IsPrimitive
        && !plain.IsEnum
        && plain != typeof(DateTimeOffset)
        && plain != typeof(TimeSpan);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
