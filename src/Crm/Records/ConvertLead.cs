using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>
/// Makes a contact of a lead, with its company and perhaps a deal; the lead's history shows on the contact's timeline. A contact with one of the lead's email addresses and a company of its name or
/// mail domain are taken where they are there; else they are created. Publishes <c>lead.converted</c>.
/// </summary>
/// <remarks>
/// NotFound. Stale: another revision was found. Invalid: the deal's fields. Refused with <c>deleted</c>, <c>already-converted</c>, <c>disqualified</c>, or <c>ambiguous</c>: several contacts or
/// companies match, whose ids are listed.
/// </remarks>
public sealed class ConvertLead : UseCase<ConvertLeadInput, ConvertLeadResult>
{
    private readonly IRecordFollower follower;

    internal ConvertLead(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "lead.convert", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<ConvertLeadResult> DecideAsync(Work work, ConvertLeadInput input)
    {
        var lead = (Lead)await work.GetRecordAsync(new RecordRef(RecordType.Lead, input.Lead), input.ExpectedRevision);
        var contact = await FindContactAsync(work, lead, input.Contact);
        var company = await FindCompanyAsync(work, lead, contact, input.Company);
        var known = await work.KnownAsync(RecordType.Contact, null, contact);
        known.Add(lead);
        if (company is not null)
            known.Add(company);
        var decisions = new RecordDecisions(await RecordRules.LoadAsync(work), known, work);
        var done = new LeadConversion(decisions, work).Convert(lead, contact, company, input.CreatesCompany, input.Deal?.ToInput());
        await follower.FollowAsync(work, [new RecordChange(lead, done.Lead)]);
        if (contact is not null)
            await work.RelinkAsync(contact, done.Contact);
        await work.BringAlongAsync(lead.Id, done.Contact.Id);
        return new ConvertLeadResult(
            RecordResult.Of(done.Lead),
            RecordResult.Of(done.Contact),
            done.Company is null ? null : RecordResult.Of(done.Company),
            done.Deal is null ? null : RecordResult.Of(done.Deal)
        );
    }

    private static async Task<Contact?> FindContactAsync(Work work, Lead lead, RecordId? given)
    {
        if (given is { } id)
            return (Contact)await work.GetRecordAsync(new RecordRef(RecordType.Contact, id));
        var emails = lead.ContactPoints.Where(point => point.Kind == ContactPointKind.Email).Select(point => point.Normalized).ToList();
        return (Contact?)work.OnlyOne((await work.FindByEmailAsync(RecordType.Contact, emails)).SelectMany(holders => holders), "say which one as 'contact'");
    }

    private static async Task<Company?> FindCompanyAsync(Work work, Lead lead, Contact? contact, RecordId? given)
    {
        // A contact's own company is not asked for by name: people write it in many ways.
        if ((given ?? contact?.Company) is { } id)
            return given is null
                ? (await work.Stores.Records.GetAsync([id], work.Cancellation))
                    .OfType<Company>()
                    .FirstOrDefault(company => work.Access.Sees(company.Owner) && company.DeletedAt is null)
                : (Company)await work.GetRecordAsync(new RecordRef(RecordType.Company, id));
        if (lead.CompanyName is { } name)
        {
            var named = await work.Stores.Records.FindByNameAsync(RecordType.Company, [name], work.Cancellation);
            if (One(work, named) is { } company)
                return company;
        }
        return lead.Email is { } email
            ? One(work, await work.Stores.Records.FindByDomainAsync([email[(email.LastIndexOf('@') + 1)..]], work.Cancellation))
            : null;
    }

    private static Company? One(Work work, IEnumerable<CrmRecord> found) =>
        work.OnlyOne(found.OfType<Company>().Where(company => company.DeletedAt is null), "say which one as 'company'");
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
