namespace Crm.Records;

/// <summary>What somebody types.</summary>
/// <param name="Text">The text, at most 200 characters: the beginning of each word of a name, or of an address, a phone number with country code, or a company's domain.</param>
public sealed record SearchInput(string Text)
{
    /// <summary>Things of each kind at most, 1–10.</summary>
    public int MaxPerKind { get; init; } = 10;
}

/// <summary>Something that a search found.</summary>
/// <param name="Name">What people call it.</param>
public sealed record SearchHit(string Name)
{
    /// <summary>The record, whose type says what it is; null for a sequence.</summary>
    public RecordRef? Record { get; init; }

    /// <summary>The sequence's key; null for a record.</summary>
    public string? Sequence { get; init; }

    /// <summary>The address, phone number or domain that was found; null where the name was.</summary>
    public string? Matched { get; init; }

    /// <summary>The company of a contact, deal or lead by name, where the caller may see it, or null.</summary>
    public string? Company { get; init; }

    /// <summary>Key of a deal's stage; null for others.</summary>
    public string? Stage { get; init; }
}

/// <summary>Finds records and sequences while somebody types: those that the caller may see, at most ten of each kind, the best first: contacts, companies, deals, leads, sequences.</summary>
/// <remarks>A text of less than two characters finds nothing. Invalid: the text is too long.</remarks>
public sealed class SearchRecords : UseCase<SearchInput, IReadOnlyList<SearchHit>>
{
    private const int MaxText = 200;
    private const int MinText = 2;
    private const int MaxHits = 10;
    private static readonly RecordType[] Order = [RecordType.Contact, RecordType.Company, RecordType.Deal, RecordType.Lead];

    internal SearchRecords(UseCaseExecutor executor)
        : base(executor, "records.search", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<SearchHit>> DecideAsync(Work work, SearchInput input)
    {
        if (input.Text.Length > MaxText)
            throw CrmException.Invalid("text", $"It may have {MaxText} characters at most, had {input.Text.Length}.");
        if (input.MaxPerKind is < 1 or > MaxHits)
            throw CrmException.Invalid("maxPerKind", $"It must be 1–{MaxHits}, was {input.MaxPerKind}.");
        var text = PlainText.Normalize(input.Text);
        if (text.Length < MinText)
            return [];
        var search = new RecordSearch
        {
            Text = text,
            VisibleOwners = work.Access.VisibleOwners,
            MaxPerType = input.MaxPerKind,
        };
        var records = await work.Stores.Records.SearchAsync(search, work.Cancellation);
        var sequences = await work.Stores.Sequences.FindByTextAsync(text, input.MaxPerKind, work.Cancellation);
        return
        [
            .. records.OrderBy(found => Array.IndexOf(Order, found.Record.Type)).Select(Hit),
            .. sequences.Select(sequence => new SearchHit(sequence.Name) { Sequence = sequence.Key }),
        ];
    }

    private static SearchHit Hit(FoundRecord found) =>
        new(found.Name)
        {
            Record = found.Record,
            Matched = found.Matched,
            Company = found.Company,
            Stage = found.Stage,
        };
}
