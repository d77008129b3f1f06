using Crm.Sequences.Publishing;
using Crm.Timeline;

namespace Crm.Sequences.Transitions;

/// <summary>What moves of enrollments need beyond their rows, gathered set-based before: the caller reads it once for a batch, or once for a use case.</summary>
internal record Planning
{
    /// <summary>For moves that plan nothing and show nothing.</summary>
    public static Planning None { get; } = new();

    /// <summary>Parsed versions.</summary>
    public IReadOnlyDictionary<SequenceVersionId, PublishedSequence> Versions { get; init; } = new Dictionary<SequenceVersionId, PublishedSequence>();

    /// <summary>Names of sequences whose versions were not read.</summary>
    public IReadOnlyDictionary<SequenceId, string> Names { get; init; } = new Dictionary<SequenceId, string>();

    /// <summary>Enrolled records, recipients and their companies, deleted ones too.</summary>
    public Dictionary<RecordId, CrmRecord> Records { get; init; } = [];

    /// <summary>Members by id.</summary>
    public IReadOnlyDictionary<MemberId, Member> Members { get; init; } = new Dictionary<MemberId, Member>();

    /// <summary>Tenants by id.</summary>
    public IReadOnlyDictionary<TenantId, Tenant> Tenants { get; init; } = new Dictionary<TenantId, Tenant>();

    /// <summary>Stored executions of the current step and pass; a move writes any other as a new one.</summary>
    public IReadOnlyDictionary<StepExecutionId, StepExecution> Executions { get; init; } = new Dictionary<StepExecutionId, StepExecution>();

    /// <summary>Where entries of the records show besides.</summary>
    public TimelineLinks Links { get; init; } = TimelineLinks.Of([]);

    /// <summary>What the enrollments have out that ends with their step, or with them; null where nothing has to be cancelled.</summary>
    public PendingWork? Open { get; init; }

    /// <summary>A record that lives, or null.</summary>
    public CrmRecord? Live(RecordId? id) => id is { } known && Records.TryGetValue(known, out var record) && record.DeletedAt is null ? record : null;

    /// <summary>The company of a record or recipient, or null.</summary>
    public CrmRecord? CompanyOf(CrmRecord? record) =>
        record switch
        {
            Company company => company,
            Contact contact => Live(contact.Company),
            Deal deal => Live(deal.Company),
            _ => null,
        };

    /// <summary>What people call the sequence of an enrollment.</summary>
    public string NameOf(Enrollment enrollment) =>
        Versions.TryGetValue(enrollment.Version, out var version) ? version.Definition.Name : Names.GetValueOrDefault(enrollment.Sequence) ?? "a sequence";

    /// <summary>Reads what planning the next step takes: versions, records, and where time zones come from.</summary>
    /// <param name="stores">Of one tenant, or of the system.</param>
    /// <param name="versions">Parsed versions of the host.</param>
    /// <param name="enrollments">The batch.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<Planning> LoadAsync(
        ILookups stores,
        PublishedSequences versions,
        IReadOnlyList<Enrollment> enrollments,
        CancellationToken cancellationToken
    )
    {
        var (versionIds, recordIds, tenants) = (new HashSet<SequenceVersionId>(), new HashSet<RecordId>(), new HashSet<TenantId>());
        foreach (var enrollment in enrollments)
        {
            tenants.Add(enrollment.Tenant);
            versionIds.Add(enrollment.Version);
            recordIds.Add(enrollment.Record);
            if (enrollment.Recipient is { } recipient)
                recordIds.Add(recipient);
        }
        return new Planning
        {
            Versions = await versions.GetAsync(stores.Sequences, versionIds, cancellationToken),
            Records = await RecordsAsync(stores.Records, recordIds, cancellationToken),
            Members = (await stores.Tenancy.GetMembersAsync(tenants, cancellationToken)).ToDictionary(member => member.Id),
            Tenants = (await stores.Tenancy.GetTenantsAsync(tenants, cancellationToken)).ToDictionary(tenant => tenant.Id),
        };
    }

    /// <summary>Records and their companies: two reads at most.</summary>
    public static async Task<Dictionary<RecordId, CrmRecord>> RecordsAsync(IRecordLookup store, HashSet<RecordId> ids, CancellationToken cancellationToken)
    {
        var records = new Dictionary<RecordId, CrmRecord>(ids.Count * 2);
        var companies = new HashSet<RecordId>();
        foreach (var record in await store.GetAsync(ids, cancellationToken))
        {
            records[record.Id] = record;
            var company = record switch
            {
                Contact contact => contact.Company,
                Deal deal => deal.Company,
                _ => null,
            };
            if (company is { } known)
                companies.Add(known);
        }
        companies.ExceptWith(records.Keys);
        if (companies.Count > 0)
        {
            foreach (var company in await store.GetAsync(companies, cancellationToken))
                records[company.Id] = company;
        }
        return records;
    }
}
