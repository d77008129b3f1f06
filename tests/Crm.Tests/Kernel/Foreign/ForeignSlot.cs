using System.Reflection;
using System.Text.Json.Nodes;
using Crm.Records;

namespace Crm.Kernel.Foreign;

/// <summary>A member of a use case's input that names something: an id, a reference, a key.</summary>
/// <param name="Path">Where it stands in the JSON: names of members, <c>[]</c> for a list's entry, <c>{key}</c> for an entry of a dictionary.</param>
/// <param name="Type">The type of id; text for a key or reference.</param>
internal sealed record ForeignSlot(string Path, Type Type)
{
    private static readonly string[] LinkFields = ["owner", "company", "contact", "parent"];
    private static readonly string[] TextNames = ["reference", "references", "sequence", "key", "batch", "address"];

    /// <summary>All of an input, however deep.</summary>
    public static IEnumerable<ForeignSlot> Of(Type input) => Of(input, "", 0);

    /// <summary>Puts a value there.</summary>
    public void Put(JsonObject input, JsonNode value)
    {
        var at = input;
        var steps = Path.Split('.');
        for (var index = 0; index < steps.Length; index++)
        {
            var isLast = index == steps.Length - 1;
            var name = steps[index].TrimEnd(']').TrimEnd('[');
            if (steps[index].EndsWith("[]", StringComparison.Ordinal))
            {
                var entry = isLast ? value : new JsonObject();
                at[name] = new JsonArray(entry);
                at = entry as JsonObject ?? at;
            }
            else if (isLast)
                at[name] = value;
            else
                at = (JsonObject)(at[name] ??= new JsonObject());
        }
    }

    private static IEnumerable<ForeignSlot> Of(Type type, string path, int depth)
    {
        if (depth > 4)
            yield break;
        foreach (var member in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(member => member.GetIndexParameters().Length == 0))
        {
            var name = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            foreach (var slot in OfMember(member.PropertyType, name, path.Length == 0 ? name : $"{path}.{name}", depth))
                yield return slot;
        }
    }

    private static IEnumerable<ForeignSlot> OfMember(Type declared, string name, string path, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (IsId(type))
            return [new ForeignSlot(path, type)];
        if (type == typeof(string) || type == typeof(Guid))
            return TextNames.Contains(name) ? [new ForeignSlot(path, type)] : [];
        if (type.IsAssignableTo(typeof(IReadOnlyDictionary<string, FieldValue?>)))
            return name == "fields"
                ? LinkFields.Select(field => new ForeignSlot($"{path}.{field}", field == "owner" ? typeof(MemberId) : typeof(RecordId)))
                : [];
        if (type.IsGenericType && type.GetGenericArguments() is [var element] && type.IsAssignableTo(typeof(System.Collections.IEnumerable)))
            return IsId(element) || (element == typeof(string) && TextNames.Contains(name)) ? [new ForeignSlot($"{path}[]", element)]
                : IsPart(element) ? Of(element, $"{path}[]", depth + 1)
                : [];
        return IsPart(type) ? Of(type, path, depth + 1) : [];
    }

    private static bool IsId(Type type) =>
        type == typeof(RecordRef)
        || (
            type is { IsValueType: true, Namespace: { } name }
            && name.StartsWith("Crm", StringComparison.Ordinal)
            && type.Name.EndsWith("Id", StringComparison.Ordinal)
        );

    private static bool IsPart(Type type) =>
        type is { IsClass: true, Namespace: { } name }
        && name.StartsWith("Crm", StringComparison.Ordinal)
        && type != typeof(FieldValue)
        && type.Name != "SequenceDefinition";
}
