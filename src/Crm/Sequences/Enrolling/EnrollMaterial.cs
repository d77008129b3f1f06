using Crm.Hosting;
using Crm.Messages;
using Crm.Records;
using Crm.Timeline;

namespace Crm.Sequences;

/// <summary>What decisions about enrolling are made from, read set-based for all records at once.</summary>
internal sealed class EnrollMaterial
{
    private EnrollMaterial() { }

    /// <summary>Records, recipients and companies; zones and members.</summary>
    public required EnrollmentMaterial Planning { get; init; }

    /// <summary>The person addressed for each record that has one.</summary>
    public required IReadOnlyDictionary<RecordId, CrmRecord> Recipients { get; init; }

    /// <summary>Enrollments of the records and their recipients' addresses, finished ones too.</summary>
    public required ILookup<RecordId, Enrollment> ByRecord { get; init; }

    /// <summary>The same by address.</summary>
    public required ILookup<string, Enrollment> ByAddress { get; init; }

    /// <summary>The versions of these enrollments.</summary>
    public required IReadOnlyDictionary<SequenceVersionId, PublishedSequence> Versions { get; init; }

    /// <summary>Reads it.</summary>
    public static async Task<EnrollMaterial> LoadAsync(
        UseCaseContext context,
        StepEngine engine,
        IReadOnlyList<RecordRef> wanted,
        CancellationToken cancellationToken
    )
    {
        var stores = context.Stores;
        var records = await EnrollmentReading.RecordsAsync(stores, [.. wanted.Select(record => record.Id)], cancellationToken);
        var recipients = await RecipientsAsync(stores.Records, wanted, records, cancellationToken);
        var hashes = recipients.Values.Select(person => person.Email).OfType<string>().Select(AddressHash.Of).ToHashSet();
        // A lead and the contact it became are one person.
        var people = wanted
            .Select(record => record.Id)
            .Concat(recipients.Values.Select(person => person.Id))
            .Concat(recipients.Values.OfType<Contact>().Select(contact => contact.FromLead).OfType<RecordId>())
            .ToHashSet();
        var earlier = await stores.Sequences.FindEnrollmentsAsync(people, hashes, liveOnly: false, cancellationToken);
        var suppressions = hashes.Count == 0 ? [] : await stores.Messages.GetSuppressionsAsync(hashes, cancellationToken);
        var live = earlier.Where(enrollment => enrollment.State != EnrollmentState.Finished).Select(enrollment => enrollment.Version).ToHashSet();
        return new EnrollMaterial
        {
            Planning = new EnrollmentMaterial
            {
                Now = context.Now,
                Versions = new Dictionary<SequenceVersionId, PublishedSequence>(),
                Records = records,
                Members = context.Access.Members,
                Tenants = (await stores.Tenancy.GetTenantsAsync(cancellationToken)).ToDictionary(tenant => tenant.Id),
                Suppressions = suppressions
                    .Where(suppression => suppression.Topic.Length == 0)
                    .ToDictionary(suppression => (suppression.Tenant, suppression.AddressHash)),
                Links = await TimelineLinks.LoadAsync(stores.Records, records.Values, cancellationToken),
            },
            Recipients = recipients,
            ByRecord = earlier
                .SelectMany(enrollment => Of(enrollment).Distinct().Select(record => (Record: record, Enrollment: enrollment)))
                .ToLookup(pair => pair.Record, pair => pair.Enrollment),
            ByAddress = earlier.Where(enrollment => enrollment.AddressHash is not null).ToLookup(enrollment => enrollment.AddressHash!),
            Versions = await engine.Versions.GetAsync(stores.Sequences, live, cancellationToken),
        };
    }

    private static IEnumerable<RecordId> Of(Enrollment enrollment) =>
        enrollment.Recipient is { } recipient ? [enrollment.Record, recipient] : [enrollment.Record];

    /// <summary>Contact and lead themselves; a deal's primary contact; a company's first contact that has an address.</summary>
    private static async Task<Dictionary<RecordId, CrmRecord>> RecipientsAsync(
        Stores.IRecordStore store,
        IReadOnlyList<RecordRef> wanted,
        Dictionary<RecordId, CrmRecord> records,
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
            foreach (var (id, record) in await EnrollmentReading.LoadRecordsAsync(store, ofDeals, cancellationToken))
                records.TryAdd(id, record);
        }
        var companies = wanted.Select(record => records.GetValueOrDefault(record.Id)).OfType<Company>().Select(company => company.Id).ToHashSet();
        var contacts = companies.Count == 0 ? [] : await store.GetRelatedAsync(companies, RecordType.Contact, cancellationToken);
        var firstOf = contacts
            .OfType<Contact>()
            .Where(contact => contact is { DeletedAt: null, Email: not null, Company: not null })
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
            if (person is not { DeletedAt: null })
                continue;
            recipients[record.Id] = person;
            records.TryAdd(person.Id, person);
        }
        return recipients;
    }
}
