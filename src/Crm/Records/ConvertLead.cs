using Crm.Records.Editing;
using Crm.Sequences.Enrolling;

namespace Crm.Records;

/// <summary>Makes a contact of a lead, with its company and perhaps a deal; the lead's history shows on the contact's timeline.</summary>
public sealed class ConvertLead(UseCaseExecutor executor)
{
    /// <summary>Converts it. A contact with one of the lead's email addresses and a company of its name or mail domain are taken where they are there; else they are created.</summary>
    /// <exception cref="CrmException">NotFound. Stale: another revision was found, and named. Refused: the lead is deleted, converted or disqualified, or several contacts or companies match, whose ids are listed. Invalid: the deal's fields. Forbidden.</exception>
    public Task<ConvertLeadResult> ExecuteAsync(Caller caller, ConvertLeadInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(caller, "lead.convert", Right.EditRecords, input, work => ConvertAsync(work, input, cancellationToken), cancellationToken);

    private static async Task<ConvertLeadResult> ConvertAsync(Work work, ConvertLeadInput input, CancellationToken cancellationToken)
    {
        var lead = (Lead)await work.GetRecordAsync(new RecordRef(RecordType.Lead, input.Lead), input.ExpectedRevision, cancellationToken);
        var contact = await FindContactAsync(work, lead, input.Contact, cancellationToken);
        var company = await FindCompanyAsync(work, lead, contact, input.Company, cancellationToken);
        var rules = await RecordRules.LoadAsync(work.Stores, work.Tenant, cancellationToken);
        var known = await work.KnownAsync(RecordType.Contact, null, contact, cancellationToken);
        known.Add(lead);
        if (company is not null)
            known.Add(company);

        var done = new RecordDecisions(rules, known, work).Convert(lead, contact, company, input.CreatesCompany, input.Deal?.ToInput());
        await new EnrolledRecords(new Crm.Sequences.Publishing.PublishedSequences()).CarryConvertedAsync(work, lead.Id, done.Contact.Id);
        if (contact is not null)
            await work.RelinkAsync(contact, done.Contact, cancellationToken);
        await work.RelinkAsync(lead.Id, null, done.Contact.Id, cancellationToken);
        return new ConvertLeadResult(
            RecordResult.Of(done.Lead),
            RecordResult.Of(done.Contact),
            done.Company is null ? null : RecordResult.Of(done.Company),
            done.Deal is null ? null : RecordResult.Of(done.Deal)
        );
    }

    private static async Task<Contact?> FindContactAsync(Work work, Lead lead, RecordId? given, CancellationToken cancellationToken)
    {
        if (given is { } id)
            return (Contact)await work.GetRecordAsync(new RecordRef(RecordType.Contact, id), cancellationToken);
        var emails = lead.ContactPoints.Where(point => point.Kind == ContactPointKind.Email).Select(point => point.Normalized).ToList();
        if (emails.Count == 0)
            return null;
        var matches = await work.Stores.Records.FindByContactPointAsync(ContactPointKind.Email, emails, cancellationToken);
        var ids = matches.Where(match => match.Record.Type == RecordType.Contact).Select(match => match.Record.Id).ToHashSet();
        if (ids.Count == 0)
            return null;
        return One(work, (await work.Stores.Records.GetAsync(ids, cancellationToken)).OfType<Contact>(), "contact");
    }

    private static async Task<Company?> FindCompanyAsync(Work work, Lead lead, Contact? contact, RecordId? given, CancellationToken cancellationToken)
    {
        // A contact's own company is not asked for by name: people write it in many ways.
        if ((given ?? contact?.Company) is { } id)
            return given is null
                ? (await work.Stores.Records.GetAsync([id], cancellationToken))
                    .OfType<Company>()
                    .FirstOrDefault(company => work.Access.Sees(company.Owner) && company.DeletedAt is null)
                : (Company)await work.GetRecordAsync(new RecordRef(RecordType.Company, id), cancellationToken);
        if (lead.CompanyName is { } name)
        {
            var named = await work.Stores.Records.FindByNameAsync(RecordType.Company, [name], cancellationToken);
            if (One(work, named.OfType<Company>(), "company") is { } company)
                return company;
        }
        return lead.Email is { } email
            ? One(work, await work.Stores.Records.FindByDomainAsync([email[(email.LastIndexOf('@') + 1)..]], cancellationToken), "company")
            : null;
    }

    private static T? One<T>(Work work, IEnumerable<T> found, string field)
        where T : CrmRecord
    {
        var candidates = found.Where(record => record.DeletedAt is null && work.Access.Sees(record.Owner)).Take(6).ToList();
        return candidates.Count <= 1
            ? candidates.FirstOrDefault()
            : throw CrmException.Refused(
                "ambiguous",
                $"Several match; say which one as '{field}': {string.Join(", ", candidates.Take(5).Select(record => record.Ref))}{(candidates.Count > 5 ? " and more" : "")}."
            );
    }
}

/// <summary>Which lead is to be converted, and to what.</summary>
/// <param name="Lead">The lead.</param>
public sealed record ConvertLeadInput(RecordId Lead)
{
    /// <summary>The contact that it is; null: the one with its email address, or a new one.</summary>
    public RecordId? Contact { get; init; }

    /// <summary>The contact's company; null: the one of its name or mail domain.</summary>
    public RecordId? Company { get; init; }

    /// <summary>Whether a company that is not there yet is created.</summary>
    public bool CreatesCompany { get; init; } = true;

    /// <summary>A deal to create with it, or null. Company, contact, owner and name are filled in where they are null.</summary>
    public DealInput? Deal { get; init; }

    /// <summary>The revision that the caller has seen; null: whatever it is now.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>What became of a lead.</summary>
/// <param name="Lead">The lead; it is Converted.</param>
/// <param name="Contact">The contact, new or found.</param>
/// <param name="Company">The company, new or found; null where there is none.</param>
/// <param name="Deal">The deal, or null.</param>
public sealed record ConvertLeadResult(RecordResult Lead, RecordResult Contact, RecordResult? Company, RecordResult? Deal);
