using System.Text.Json;
using Crm.Sequences;

namespace Crm.Sql.Stores;

/// <summary>The handlers that definitions name: of versions with live enrollments, and of drafts.</summary>
internal static class UsedHandlers
{
    /// <summary>Their keys, in order.</summary>
    public static async Task<IReadOnlyList<string>> GetKeysAsync(StoreSession session, CancellationToken cancellationToken)
    {
        var live = new SqlQuery<SequenceVersion>(session).Where(
            $"""
            exists (select 1 from crm_enrollment e
                where e.tenant = t.tenant and e.sequence = t.sequence and e.version = t.id and e.state <> 'Finished')
            """
        );
        var published = await session.SelectAsync(live.Columns("t.definition"), row => row.GetString(0), cancellationToken);
        var drafts = await session.SelectAsync(new SqlQuery<Sequence>(session).Columns("t.draft"), row => row.GetString(0), cancellationToken);
        return [.. published.Concat(drafts).SelectMany(KeysOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads no more of a definition than this: the check at start must not fail on a draft that is not finished.</summary>
    private static IEnumerable<string> KeysOf(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("steps", out var steps)
            || steps.ValueKind != JsonValueKind.Array
        )
            return [];
        return
        [
            .. steps
                .EnumerateArray()
                .Select(step => step.ValueKind == JsonValueKind.Object && step.TryGetProperty("type", out var type) ? type.GetString() : null)
                .OfType<string>(),
        ];
    }
}
