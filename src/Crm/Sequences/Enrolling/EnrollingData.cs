using Crm.Messages;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Sequences.Enrolling;

/// <summary>What decisions about enrolling are made from, read set-based for all records at once.</summary>
internal sealed class EnrollingData
{
    private readonly Dictionary<RecordId, List<Enrollment>> ofRecords = [];
    private readonly Dictionary<(TenantId Tenant, string Hash), List<Enrollment>> ofAddresses = [];
    private readonly HashSet<EnrollmentId> made = [];

    private EnrollingData() { }

    /// <summary>Records, recipients and companies; zones and members.</summary>
    public required BatchData Planning { get; init; }

    /// <summary>The person addressed for each record that has one.</summary>
    public required IReadOnlyDictionary<RecordId, CrmRecord> Recipients { get; init; }

    /// <summary>The versions of these enrollments.</summary>
    public required Dictionary<SequenceVersionId, PublishedSequence> Versions { get; init; }

    /// <summary>Enrollments of a record, or addressed to it, finished ones too.</summary>
    public IReadOnlyList<Enrollment> Of(RecordId record) => ofRecords.TryGetValue(record, out var known) ? known : [];

    /// <summary>Enrollments to an address, finished ones too.</summary>
    public IReadOnlyList<Enrollment> Of(TenantId tenant, string addressHash) => ofAddresses.TryGetValue((tenant, addressHash), out var known) ? known : [];

    /// <summary>Whether an enrollment was made by these decisions.</summary>
    public bool IsNew(Enrollment enrollment) => made.Contains(enrollment.Id);

    /// <summary>Lets the next decisions know what one has made.</summary>
    public void Add(Enrollment enrollment, PublishedSequence version)
    {
        made.Add(enrollment.Id);
        Versions[version.Version] = version;
        Know(enrollment);
    }

    /// <summary>Takes the enrollments of a batch for ones that these decisions made: portions before this one have.</summary>
    public void Recognize(Guid batch)
    {
        foreach (var enrollment in ofRecords.Values.SelectMany(known => known).Where(enrollment => enrollment.Batch == batch))
            made.Add(enrollment.Id);
    }

    /// <summary>Lets the next decisions know that one has moved, such as to its end.</summary>
    public void Replace(Enrollment moved)
    {
        ReplaceIn(ofRecords.GetValueOrDefault(moved.Record));
        ReplaceIn(ofRecords.GetValueOrDefault(moved.Recipient ?? moved.Record));
        ReplaceIn(moved.AddressHash is { } hash ? ofAddresses.GetValueOrDefault((moved.Tenant, hash)) : null);

        void ReplaceIn(List<Enrollment>? known)
        {
            if (known?.FindIndex(other => other.Id == moved.Id) is >= 0 and var index)
                known[index] = moved;
        }
    }

    /// <summary>Forgets one that these decisions made and took back.</summary>
    public void Remove(Enrollment enrollment)
    {
        made.Remove(enrollment.Id);
        foreach (var known in ofRecords.Values)
            known.RemoveAll(other => other.Id == enrollment.Id);
        foreach (var known in ofAddresses.Values)
            known.RemoveAll(other => other.Id == enrollment.Id);
    }

    /// <summary>Reads it.</summary>
    /// <param name="stores">Of one tenant, or of the system.</param>
    /// <param name="versions">Parsed versions of the host.</param>
    /// <param name="wanted">Records to enroll.</param>
    /// <param name="access">Whose members, and whom the one who enrolls may see.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<EnrollingData> LoadAsync(
        ILookups stores,
        PublishedSequences versions,
        IReadOnlyList<RecordRef> wanted,
        Access access,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var records = await Transitions.Planning.RecordsAsync(stores.Records, [.. wanted.Select(record => record.Id)], cancellationToken);
        var recipients = await RecipientsAsync(stores.Records, wanted, records, access.Sees, cancellationToken);
        var hashes = recipients.Values.Select(person => person.Email).OfType<string>().Select(AddressHash.Of).ToHashSet();
        // A lead and the contact it became are one person.
        var people = wanted
            .Select(record => record.Id)
            .Concat(recipients.Values.Select(person => person.Id))
            .Concat(recipients.Values.OfType<Contact>().Select(contact => contact.FromLead).OfType<RecordId>())
            .ToHashSet();
        var tenants = records.Values.Select(record => record.Tenant).ToHashSet();
        var earlier = await stores.Sequences.FindEnrollmentsAsync(tenants, people, hashes, liveOnly: false, cancellationToken);
        var suppressions = hashes.Count == 0 ? [] : await stores.Messages.GetSuppressionsAsync(tenants, Channels.Email, hashes, cancellationToken);
        var live = earlier.Where(enrollment => enrollment.State != EnrollmentState.Finished).Select(enrollment => enrollment.Version).ToHashSet();
        var material = new EnrollingData
        {
            Planning = new BatchData(Transitions.Planning.None)
            {
                Now = now,
                Records = records,
                Members = access.Members,
                Tenants = (await stores.Tenancy.GetTenantsAsync(tenants, cancellationToken)).ToDictionary(tenant => tenant.Id),
                Suppressions = suppressions.ToDictionary(suppression => (suppression.Tenant, suppression.AddressHash)),
                Links = await TimelineLinks.LoadAsync(stores.Records, records.Values, cancellationToken),
            },
            Recipients = recipients,
            Versions = await versions.GetAsync(stores.Sequences, live, cancellationToken),
        };
        foreach (var enrollment in earlier)
            material.Know(enrollment);
        return material;
    }

    private void Know(Enrollment enrollment)
    {
        Add(ofRecords, enrollment.Record, enrollment);
        if (enrollment.Recipient is { } recipient && recipient != enrollment.Record)
            Add(ofRecords, recipient, enrollment);
        if (enrollment.AddressHash is { } hash)
            Add(ofAddresses, (enrollment.Tenant, hash), enrollment);
    }

    private static void Add<TKey>(Dictionary<TKey, List<Enrollment>> known, TKey key, Enrollment enrollment)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var enrollments))
            known[key] = enrollments = [];
        enrollments.Add(enrollment);
    }

    /// <summary>Contact and lead themselves; a deal's primary contact; a company's first contact that has an address. Only people whom the one who enrolls may see.</summary>
    private static async Task<Dictionary<RecordId, CrmRecord>> RecipientsAsync(
        IRecordLookup store,
        IReadOnlyList<RecordRef> wanted,
        Dictionary<RecordId, CrmRecord> records,
        Func<MemberId?, bool> sees,
        CancellationToken cancellationToken
    )
    {
        var recipients = new Dictionary<RecordId, CrmRecord>();
        var ofDeals = wanted
            .Select(record => (records.GetValueOrDefault(record.Id) as Deal)?.Contact)
            .OfType<RecordId>()
            .Where(id => !records.ContainsKey(id))
            .ToHashSet();
        if (ofDeals.Count > 0)
        {
            foreach (var (id, record) in await Transitions.Planning.RecordsAsync(store, ofDeals, cancellationToken))
                records.TryAdd(id, record);
        }
        var companies = wanted.Select(record => records.GetValueOrDefault(record.Id)).OfType<Company>().Select(company => company.Id).ToHashSet();
        var contacts = companies.Count == 0 ? [] : await store.GetRelatedAsync(companies, RecordType.Contact, cancellationToken);
        var firstOf = contacts
            .OfType<Contact>()
            .Where(contact => contact is { DeletedAt: null, Email: not null, Company: not null } && sees(contact.Owner))
            .GroupBy(contact => contact.Company!.Value)
            .ToDictionary(group => group.Key, group => group.MinBy(contact => contact.Id.Value)!);
        foreach (var record in wanted)
        {
            var person = records.GetValueOrDefault(record.Id) switch
            {
                Contact contact => contact,
                Lead lead => lead,
                Deal { Contact: { } contact } => records.GetValueOrDefault(contact),
                Company company => firstOf.GetValueOrDefault(company.Id),
                _ => null,
            };
            if (person is not { DeletedAt: null } || !sees(person.Owner))
                continue;
            recipients[record.Id] = person;
            records.TryAdd(person.Id, person);
        }
        return recipients;
    }
}
