namespace Crm.Records;

/// <summary>Makes ids of what people type for links and owners, so that <see cref="RecordInput.Fields"/> can be filled by hand: <c>company=company:"Acme Corporation"</c>, <c>owner=anna@example.com</c>.</summary>
/// <remarks>NotFound: nothing is meant that the caller may see. Refused with <c>ambiguous</c>: several are meant.</remarks>
public sealed class ResolveFields : UseCase<ResolveFieldsInput, IReadOnlyDictionary<string, FieldValue?>>
{
    internal ResolveFields(UseCaseExecutor executor)
        : base(executor, "fields.resolve", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyDictionary<string, FieldValue?>> DecideAsync(Work work, ResolveFieldsInput input)
    {
        var resolved = new Dictionary<string, FieldValue?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, text) in input.Fields)
            resolved[key] = string.IsNullOrWhiteSpace(text) || Guid.TryParse(text, out _) ? text : await ResolveAsync(work, input.Type, key, text);
        return resolved;
    }

    private static async Task<FieldValue> ResolveAsync(Work work, RecordType type, string key, string text)
    {
        if (key.Equals("owner", StringComparison.OrdinalIgnoreCase))
            return ResolveMember.Find(work.Access.Members.Values, text.Trim()).Id;
        if (RecordFields.LinkOf(type, key) is not { } linked)
            return text;
        var word = linked.Word() + ":";
        return (await ResolveRecord.OneAsync(work, text.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text : word + text)).Id;
    }
}

/// <summary>Fields as people type them.</summary>
/// <param name="Type">Type of the record that they are for.</param>
/// <param name="Fields">Texts by field key, with names where ids belong; a link may leave its type out where the key names it (<c>company=Acme</c>). A lead's company is a name, no link.</param>
public sealed record ResolveFieldsInput(RecordType Type, IReadOnlyDictionary<string, string?> Fields);
