using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Finds the one record that a text means.</summary>
/// <remarks>Invalid: the text has none of the forms. NotFound: nothing that the caller may see matches. Refused with <c>ambiguous</c>: several match, or <c>deleted</c>: what matches is deleted; the ids are listed.</remarks>
public sealed class ResolveRecord : UseCase<ResolveRecordInput, RecordRef>
{
    internal ResolveRecord(UseCaseExecutor executor)
        : base(executor, "record.resolve", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<RecordRef> DecideAsync(Work work, ResolveRecordInput input) => (await OneAsync(work, input.Reference)).Ref;

    /// <summary>The one record that a text means.</summary>
    internal static async Task<CrmRecord> OneAsync(Work work, string reference)
    {
        var text = RecordText.Parse(reference);
        return One(work, text, await RecordMatches.LoadAsync(work, [text]));
    }

    /// <summary>The one of the matches that the caller may see.</summary>
    internal static CrmRecord One(Work work, RecordText text, RecordMatches matches)
    {
        if (work.OnlyOne(matches.Of(text), "give the id") is { } found)
            return found;
        var deleted = matches.DeletedOf(text).Where(record => work.Access.Sees(record.Owner)).Select(record => record.Ref).Distinct().Take(5).ToList();
        throw deleted.Count == 0
            ? CrmException.NotFound(text.Type?.Word() ?? "record", text.Shown)
            : CrmException.Refused("deleted", $"Only deleted records match: {string.Join(", ", deleted)}; restore one by its id.");
    }
}

/// <summary>A text that means a record.</summary>
/// <param name="Reference">
/// <c>contact:ada@example.com</c> (email address), <c>company:"Acme Corporation"</c> (name), <c>deal:1C1I7A6R</c> (id in another system), <c>lead:0199…</c> or <c>0199…</c> (id; of a merged record
/// too). A text that is neither quoted nor an address nor an id is looked for among the references first, then among the names.
/// </param>
public sealed record ResolveRecordInput(string Reference);
