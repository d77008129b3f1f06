namespace Crm.Activities;

/// <summary>Whom a task or draft is about: the person to call or to write to.</summary>
/// <param name="Record">The lead, contact or company; of a deal its contact.</param>
/// <param name="Name">The name.</param>
public sealed record TaskPerson(RecordRef Record, string Name)
{
    /// <summary>The primary phone number (E.164 where it could be read), or null.</summary>
    public string? Phone { get; init; }

    /// <summary>The primary email address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>What they are at work, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The company by name, where the caller may see it, or null.</summary>
    public string? Company { get; init; }

    /// <summary>The time zone (IANA) that their local time is told by; null where neither record, country, phone nor company says.</summary>
    public string? Zone { get; init; }

    /// <summary>Finds the people of records, with three reads for all; records that the caller may not see are nobody's.</summary>
    internal static async Task<IReadOnlyDictionary<RecordId, TaskPerson>> OfAsync(Work work, IReadOnlyCollection<RecordId> ids)
    {
        var records = await VisibleAsync(work, ids);
        var contacts = await VisibleAsync(work, [.. records.Values.OfType<Deal>().Select(deal => deal.Contact).OfType<RecordId>()]);
        var people = records.ToDictionary(
            pair => pair.Key,
            pair => pair.Value is Deal { Contact: { } contact } ? contacts.GetValueOrDefault(contact) : pair.Value
        );
        var companies = await VisibleAsync(work, [.. people.Values.OfType<Contact>().Select(person => person.Company).OfType<RecordId>()]);
        return people
            .Where(pair => pair.Value is not (null or Deal))
            .ToDictionary(
                pair => pair.Key,
                pair => Of(pair.Value!, (pair.Value as Contact)?.Company is { } company ? companies.GetValueOrDefault(company) : null)
            );
    }

    private static TaskPerson Of(CrmRecord person, CrmRecord? company) =>
        new(person.Ref, person.Name)
        {
            Phone = person.Phone,
            Email = person.Email,
            Title = (person as Contact)?.JobTitle ?? (person as Lead)?.JobTitle,
            Company = company?.Name ?? (person as Lead)?.CompanyName,
            Zone = ZoneOf(person) ?? (company is null ? null : ZoneOf(company)),
        };

    private static string? ZoneOf(CrmRecord record) => Zones.Exists(record.Zone) ? record.Zone : Zones.OfCountry(record.Country) ?? Zones.OfPhone(record.Phone);

    private static async Task<Dictionary<RecordId, CrmRecord>> VisibleAsync(Work work, IReadOnlyCollection<RecordId> ids) =>
        ids.Count == 0
            ? []
            : (await work.Stores.Records.GetAsync(ids, work.Cancellation))
                .Where(record => record.DeletedAt is null && work.Access.Sees(record.Owner))
                .ToDictionary(record => record.Id);
}
