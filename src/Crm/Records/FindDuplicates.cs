using System.Text.Json.Serialization;
using Crm.Plugins;
using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>A record that is about to be created. What is null or empty is not looked for.</summary>
/// <param name="Type">Its type.</param>
public sealed record FindDuplicatesInput(RecordType Type)
{
    /// <summary>The whole name.</summary>
    public string? Name { get; init; }

    /// <summary>Given name; with the family name it is the whole name where that is missing.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Email addresses and phone numbers, at most 20.</summary>
    public IReadOnlyList<ContactPointInput> ContactPoints { get; init; } = [];

    /// <summary>A company's domain or web address.</summary>
    public string? Domain { get; init; }

    /// <summary>A contact's or deal's company.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The country (ISO 3166-1 alpha-2) by which phone numbers are read; null: the tenant's.</summary>
    public string? Country { get; init; }
}

/// <summary>Why a record may be the same.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum DuplicateReason
{
    /// <summary>It has the same email address.</summary>
    SameAddress,

    /// <summary>It has the same phone number.</summary>
    SamePhone,

    /// <summary>It has the same domain.</summary>
    SameDomain,

    /// <summary>It has the same name and the same company.</summary>
    SameNameAtCompany,

    /// <summary>It has the same name.</summary>
    SameName,
}

/// <summary>A record that may be the same.</summary>
/// <param name="Record">The record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Reasons">Why, the strongest first.</param>
public sealed record DuplicateRecord(RecordRef Record, string Name, IReadOnlyList<DuplicateReason> Reasons)
{
    /// <summary>The owner's name, or null.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The primary email address, or null.</summary>
    public string? Email { get; init; }
}

/// <summary>
/// Finds records that may be the one that is about to be created: by address, phone number, domain or name. A person may stand among leads and contacts. Only those that the caller may see; the most likely first, at
/// most 20.
/// </summary>
/// <remarks>What is no address or number is not looked for; creating the record says what is wrong. Invalid: there are too many addresses and numbers.</remarks>
public sealed class FindDuplicates : UseCase<FindDuplicatesInput, IReadOnlyList<DuplicateRecord>>
{
    private const int MaxPoints = 20;
    private const int MaxFound = 20;

    internal FindDuplicates(UseCaseExecutor executor)
        : base(executor, "records.duplicates", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<DuplicateRecord>> DecideAsync(Work work, FindDuplicatesInput input)
    {
        if (input.ContactPoints.Count > MaxPoints)
            throw CrmException.Invalid("contactPoints", $"There may be {MaxPoints} at most, were {input.ContactPoints.Count}.");
        var found = new Dictionary<RecordId, (CrmRecord Record, SortedSet<DuplicateReason> Reasons)>();
        RecordType[] types = input.Type is RecordType.Lead or RecordType.Contact ? [RecordType.Lead, RecordType.Contact] : [input.Type];
        await AddByPointsAsync(work, input, types, found);
        if (input.Type == RecordType.Company && input.Domain is { } domain && RecordEdit.DomainOf(domain) is { } host)
            Add(work, found, await work.Stores.Records.FindByDomainAsync([host], work.Cancellation), _ => DuplicateReason.SameDomain);
        if (NameOf(input) is { } name)
            foreach (var type in types)
                Add(
                    work,
                    found,
                    await work.Stores.Records.FindByNameAsync(type, [name], work.Cancellation),
                    record => input.Company is { } company && CompanyOf(record) == company ? DuplicateReason.SameNameAtCompany : DuplicateReason.SameName
                );
        return
        [
            .. found
                .Values.OrderBy(one => one.Reasons.Min)
                .ThenByDescending(one => one.Reasons.Count)
                .ThenBy(one => one.Record.Name, StringComparer.Ordinal)
                .ThenBy(one => one.Record.Id.Value)
                .Take(MaxFound)
                .Select(one => new DuplicateRecord(one.Record.Ref, one.Record.Name, [.. one.Reasons])
                {
                    OwnerName = work.Access.NameOf(one.Record.Owner),
                    Email = one.Record.Email,
                }),
        ];
    }

    private static async Task AddByPointsAsync(
        Work work,
        FindDuplicatesInput input,
        RecordType[] types,
        Dictionary<RecordId, (CrmRecord, SortedSet<DuplicateReason>)> found
    )
    {
        if (input.ContactPoints.Count == 0)
            return;
        var country = input.Country ?? (await work.Stores.Tenancy.GetTenantsAsync(work.Cancellation) is [var tenant, ..] ? tenant.Country : null);
        foreach (var kind in input.ContactPoints.GroupBy(point => point.Kind))
        {
            var values = kind.SelectMany(point => ContactPoints.Normalize([point], country, new Problems())).Select(point => point.Normalized).ToHashSet();
            var matches = values.Count == 0 ? [] : await work.Stores.Records.FindByContactPointAsync(kind.Key, values, work.Cancellation);
            var ids = matches.Where(match => types.Contains(match.Record.Type)).Select(match => match.Record.Id).ToHashSet();
            if (ids.Count > 0)
                Add(
                    work,
                    found,
                    await work.Stores.Records.GetAsync(ids, work.Cancellation),
                    _ => kind.Key == ContactPointKind.Email ? DuplicateReason.SameAddress : DuplicateReason.SamePhone
                );
        }
    }

    private static void Add(
        Work work,
        Dictionary<RecordId, (CrmRecord Record, SortedSet<DuplicateReason> Reasons)> found,
        IEnumerable<CrmRecord> records,
        Func<CrmRecord, DuplicateReason> reason
    )
    {
        foreach (var record in records.Where(record => record.DeletedAt is null && work.Access.Sees(record.Owner)))
        {
            if (!found.TryGetValue(record.Id, out var known))
                found[record.Id] = known = (record, []);
            known.Reasons.Add(reason(record));
        }
    }

    private static string? NameOf(FindDuplicatesInput input)
    {
        var name = input.Name ?? string.Join(' ', new[] { input.FirstName, input.LastName }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return PlainText.Normalize(name) is { Length: > 0 } normal ? normal : null;
    }

    private static RecordId? CompanyOf(CrmRecord record) => (record as Contact)?.Company ?? (record as Deal)?.Company;
}
