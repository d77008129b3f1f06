using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Finds the one record that a text means.</summary>
public sealed class ResolveRecord(UseCaseExecutor executor)
{
    /// <summary>
    /// Resolves <c>contact:ada@example.com</c> (email address), <c>company:"Acme Corporation"</c> (name), <c>deal:1C1I7A6R</c> (id in another system), <c>lead:0199…</c> or <c>0199…</c> (id; of a
    /// merged record too). A text that is neither quoted nor an address nor an id is looked for among the references first, then among the names.
    /// </summary>
    /// <exception cref="CrmException">Invalid: the text has none of these forms. NotFound: nothing that the caller may see matches. Refused: several match, whose ids are listed.</exception>
    public Task<RecordRef> ExecuteAsync(Caller caller, string reference, CancellationToken cancellationToken) =>
        executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async work =>
            {
                var text = RecordText.Parse(reference);
                return One(work, text, await FindAsync(work, text, cancellationToken)).Ref;
            },
            cancellationToken
        );

    /// <summary>The one of the matches that the caller may see.</summary>
    internal static CrmRecord One(Work work, RecordText text, IEnumerable<CrmRecord> matches)
    {
        var found = matches.Where(record => work.Access.Sees(record.Owner)).DistinctBy(record => record.Id).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw CrmException.NotFound(text.Type is { } type ? RecordDecisions.TypeWord(type) : "record", text.Shown),
            _ => throw CrmException.Refused(
                "ambiguous",
                $"Several match: {string.Join(", ", found.Take(5).Select(record => record.Ref))}{(found.Count > 5 ? " and more" : "")}; give the id."
            ),
        };
    }

    /// <summary>All that match, whoever owns them.</summary>
    internal static async Task<IReadOnlyList<CrmRecord>> FindAsync(Work work, RecordText text, CancellationToken cancellationToken)
    {
        var records = work.Stores.Records;
        if (text.Id is { } id)
            return [.. (await records.GetAsync([id], cancellationToken)).Where(record => text.Type is null || record.Type == text.Type)];
        var type = text.Type!.Value;
        if (text.IsEmail)
        {
            var matches = await records.FindByContactPointAsync(ContactPointKind.Email, [text.Value.ToLowerInvariant()], cancellationToken);
            var ids = matches.Where(match => match.Record.Type == type).Select(match => match.Record.Id).ToHashSet();
            return ids.Count == 0 ? [] : Living(await records.GetAsync(ids, cancellationToken));
        }
        if (!text.IsQuoted)
        {
            var holders = await records.FindByReferenceAsync(type, null, [text.Value], cancellationToken);
            if (
                holders.Count > 0
                && Living(await records.GetAsync([.. holders.Select(holder => holder.Record).Distinct()], cancellationToken)) is { Count: > 0 } held
            )
                return held;
        }
        return Living(await records.FindByNameAsync(type, [text.Value], cancellationToken));
    }

    private static List<CrmRecord> Living(IEnumerable<CrmRecord> records) => [.. records.Where(record => record.DeletedAt is null)];
}
