using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Makes ids of what people type for links and owners, so that <see cref="RecordInput.Fields"/> can be filled by hand: <c>company=company:"Acme Corporation"</c>, <c>owner=anna@example.com</c>.</summary>
public sealed class ResolveFields(ResolveRecord resolveRecord, ResolveMember resolveMember)
{
    /// <summary>The fields with ids for <c>company</c>, <c>contact</c>, <c>parent</c> and <c>owner</c>; all others, and what is an id or empty already, as they are.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="input">Type of the record and its fields by key; a link may leave its type out where the key names it (<c>company=Acme</c>). A lead's company is a name, no link.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="CrmException">NotFound: nothing is meant that the caller may see. Refused: several are meant.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> ExecuteAsync(Caller caller, ResolveFieldsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var resolved = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in input.Fields)
            resolved[key] =
                string.IsNullOrWhiteSpace(value) || Guid.TryParse(value, out _) ? value : await ResolveAsync(caller, input.Type, key, value, cancellationToken);
        return resolved;
    }

    private async Task<string> ResolveAsync(Caller caller, RecordType type, string key, string value, CancellationToken cancellationToken) =>
        key.ToLowerInvariant() switch
        {
            "owner" => (await resolveMember.ExecuteAsync(caller, new ResolveMemberInput(value), cancellationToken)).Id.ToString(),
            "company" or "parent" when type != RecordType.Lead => await LinkAsync(caller, RecordType.Company, value, cancellationToken),
            "contact" => await LinkAsync(caller, RecordType.Contact, value, cancellationToken),
            _ => value,
        };

    private async Task<string> LinkAsync(Caller caller, RecordType type, string value, CancellationToken cancellationToken)
    {
        var word = RecordDecisions.TypeWord(type) + ":";
        var text = value.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase) ? value : word + value;
        return (await resolveRecord.ExecuteAsync(caller, text, cancellationToken)).Id.ToString();
    }
}

/// <summary>Fields as people type them.</summary>
/// <param name="Type">Type of the record that they are for.</param>
/// <param name="Fields">Fields by key, as <see cref="RecordInput.Fields"/> takes them, with names where ids belong.</param>
public sealed record ResolveFieldsInput(RecordType Type, IReadOnlyDictionary<string, string?> Fields);
