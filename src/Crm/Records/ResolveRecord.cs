using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Finds the one record that a text means.</summary>
/// <remarks>Invalid: the text has none of the forms. NotFound: nothing that the caller may see matches. Refused with <c>ambiguous</c>: several match, whose ids are listed.</remarks>
public sealed class ResolveRecord : UseCase<ResolveRecordInput, RecordRef>
{
    internal ResolveRecord(UseCaseExecutor executor)
        : base(executor, "record.resolve", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<RecordRef> DecideAsync(Work work, ResolveRecordInput input) => (await OneAsync(work, input.Reference)).Ref;

    /// <summary>The one record that a text means.</summary>
    internal static async Task<CrmRecord> OneAsync(Work work, string reference)
    {
        var text = RecordText.Parse(reference);
        return One(work, text, await FindAsync(work, text));
    }

    /// <summary>The one of the matches that the caller may see.</summary>
    internal static CrmRecord One(Work work, RecordText text, IEnumerable<CrmRecord> matches) =>
        work.OnlyOne(matches, "give the id") ?? throw CrmException.NotFound(text.Type?.Word() ?? "record", text.Shown);

    /// <summary>All that match, whoever owns them.</summary>
    internal static async Task<IReadOnlyList<CrmRecord>> FindAsync(Work work, RecordText text)
    {
        var records = work.Stores.Records;
        if (text.Id is { } id)
            return [.. (await records.GetAsync([id], work.Cancellation)).Where(record => text.Type is null || record.Type == text.Type)];
        var type = text.Type!.Value;
        if (text.IsEmail)
            return [.. (await work.FindByEmailAsync(type, [EmailAddress.Key(text.Value)])).SelectMany(holders => holders)];
        if (!text.IsQuoted)
        {
            var holders = await records.FindByReferenceAsync(type, null, [text.Value], work.Cancellation);
            if (
                holders.Count > 0
                && Living(await records.GetAsync([.. holders.Select(holder => holder.Record).Distinct()], work.Cancellation)) is { Count: > 0 } held
            )
                return held;
        }
        return Living(await records.FindByNameAsync(type, [text.Value], work.Cancellation));
    }

    private static List<CrmRecord> Living(IEnumerable<CrmRecord> records) => [.. records.Where(record => record.DeletedAt is null)];
}

/// <summary>A text that means a record.</summary>
/// <param name="Reference">
/// <c>contact:ada@example.com</c> (email address), <c>company:"Acme Corporation"</c> (name), <c>deal:1C1I7A6R</c> (id in another system), <c>lead:0199…</c> or <c>0199…</c> (id; of a merged record
/// too). A text that is neither quoted nor an address nor an id is looked for among the references first, then among the names.
/// </param>
public sealed record ResolveRecordInput(string Reference);
