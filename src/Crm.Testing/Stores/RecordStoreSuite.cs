using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of leads, contacts, companies and deals.</summary>
[Proves(typeof(IRecordStore))]
[Proves(typeof(IRecordLookup))]
public abstract class RecordStoreSuite : StoreSuite
{
    [Test]
    public async Task Gets_all_four_types_by_id_deleted_ones_too()
    {
        var tenant = Sample.TenantId();
        CrmRecord[] records = [Sample.Contact(tenant), Sample.Lead(tenant), Sample.Company(tenant) with { DeletedAt = Sample.Now }, Sample.Deal(tenant)];
        await StoreAsync(records);
        AssertSameSet(
            records,
            await ReadAsync(tenant, work => work.Records.GetAsync([.. records.Select(record => record.Id), new RecordId(Sample.Id())], default))
        );
    }

    [Test]
    public async Task Resolves_ids_of_merged_records()
    {
        var contact = Sample.Contact(Sample.TenantId());
        var (older, oldest) = (new RecordId(Sample.Id()), new RecordId(Sample.Id()));
        await StoreAsync(contact, Alias(contact.Tenant, older, contact.Id), Alias(contact.Tenant, oldest, older));
        AssertSame([contact], await ReadAsync(contact.Tenant, work => work.Records.GetAsync([older, oldest, contact.Id], default)));
        AssertSame([contact], await ReadAsync(contact.Tenant, work => work.Records.GetAsync([oldest], default)));
        var header = await ReadAsync(contact.Tenant, work => work.Records.GetHeadersAsync([oldest], default));
        Assert.That(header, Is.EqualTo(new[] { new RecordHeader(contact.Ref, contact.Name, contact.Owner) }));
    }

    [Test]
    public async Task Names_records_of_all_types_deleted_ones_too()
    {
        var tenant = Sample.TenantId();
        CrmRecord[] records = [Sample.Contact(tenant), Sample.Lead(tenant), Sample.Company(tenant) with { DeletedAt = Sample.Now }, Sample.Deal(tenant)];
        await StoreAsync([.. records, Sample.Contact(Sample.TenantId())]);
        var named = await ReadAsync(tenant, work => work.Records.GetHeadersAsync([.. records.Select(record => record.Id), new RecordId(Sample.Id())], default));
        Assert.That(named, Is.EquivalentTo(records.Select(record => new RecordHeader(record.Ref, record.Name, record.Owner))));
    }

    [Test]
    public async Task Finds_by_contact_point_reference_name_and_domain()
    {
        var tenant = Sample.TenantId();
        var contact = Sample.Contact(tenant, "Zoë Ärger");
        var company = Sample.Company(tenant);
        var deleted = contact with { Id = new RecordId(Sample.Id()), DeletedAt = Sample.Now };
        var reference = new ExternalReference
        {
            Tenant = tenant,
            System = "erp",
            RecordType = RecordType.Contact,
            Value = "4711",
            Record = contact.Id,
        };
        await StoreAsync(contact, company, deleted, reference);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var points = await work.Records.FindByContactPointAsync(ContactPointKind.Email, [contact.Email!, "none@x.example"], default);
        Assert.That(points, Is.EqualTo(new[] { new ContactPointMatch(contact.Email!, contact.Ref) }));
        Assert.That(await work.Records.FindByContactPointAsync(ContactPointKind.Phone, [contact.Email!], default), Is.Empty);
        AssertSame([reference], await work.Records.FindByReferenceAsync(RecordType.Contact, "erp", ["4711", "4712"], default));
        AssertSame([reference], await work.Records.FindByReferenceAsync(RecordType.Contact, null, ["4711"], default));
        Assert.That(await work.Records.FindByReferenceAsync(RecordType.Lead, "erp", ["4711"], default), Is.Empty);
        AssertSame([reference], await work.Records.GetReferencesAsync([contact.Id], default));
        AssertSame([contact], await work.Records.FindByNameAsync(RecordType.Contact, ["ZOË ÄRGER"], default));
        AssertSame([company], await work.Records.FindByDomainAsync([company.Domain!], default));
    }

    [Test]
    public async Task Finds_what_hangs_on_a_company_or_contact()
    {
        var tenant = Sample.TenantId();
        var company = Sample.Company(tenant);
        var contact = Sample.Contact(tenant) with { Company = company.Id };
        var gone = Sample.Contact(tenant) with { Company = company.Id, DeletedAt = Sample.Now };
        var deal = Sample.Deal(tenant) with { Company = company.Id, Contact = contact.Id };
        await StoreAsync(company, contact, gone, deal, Sample.Contact(tenant), Sample.Deal(tenant));

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame([contact], await work.Records.GetRelatedAsync([company.Id], RecordType.Contact, default));
        AssertSame([deal], await work.Records.GetRelatedAsync([company.Id], RecordType.Deal, default));
        AssertSame([deal], await work.Records.GetRelatedAsync([contact.Id], RecordType.Deal, default));
    }

    [Test]
    public async Task Tells_where_entries_of_records_show_besides()
    {
        var tenant = Sample.TenantId();
        var (company, other) = (Sample.Company(tenant), Sample.Company(tenant));
        var contact = Sample.Contact(tenant) with { Company = company.Id };
        var alone = Sample.Contact(tenant);
        var deals = Enumerable
            .Range(0, 3)
            .Select(_ => Sample.Deal(tenant) with { Company = other.Id, Contact = contact.Id })
            .OrderBy(deal => deal.Id.Value)
            .ToList();
        var gone = Sample.Deal(tenant) with { Contact = contact.Id, DeletedAt = Sample.Now };
        var lead = Sample.Lead(tenant) with { ConvertedTo = alone.Id };
        await StoreAsync([company, other, contact, alone, .. deals, gone, lead]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var ids = new[] { contact.Id, alone.Id, deals[0].Id, lead.Id, company.Id, new RecordId(Sample.Id()) };
        var links = (await work.Records.GetTimelineLinksAsync(ids, default)).ToLookup(link => link.Record, link => link.ShownIn);
        Assert.That(links[contact.Id], Is.EqualTo(new[] { company.Id, deals[0].Id, deals[1].Id, deals[2].Id }));
        Assert.That(links[deals[0].Id], Is.EqualTo(new[] { other.Id }));
        Assert.That(links[lead.Id], Is.EqualTo(new[] { alone.Id }));
        Assert.That(links, Has.Count.EqualTo(3), "a company shows in no other timeline");
    }

    [Test]
    public async Task Tells_the_moves_of_a_deal_oldest_first()
    {
        var deal = Sample.Deal(Sample.TenantId());
        var moves = new[] { "won", "new" }
            .Select(
                (stage, number) =>
                    new StageChange
                    {
                        Tenant = deal.Tenant,
                        Id = Sample.Id(),
                        Deal = deal.Id,
                        From = number == 0 ? "new" : null,
                        To = stage,
                        At = Sample.Now.AddHours(-number),
                        By = Actor.System("test"),
                    }
            )
            .ToList();
        await StoreAsync([deal, .. moves]);
        AssertSame(Enumerable.Reverse(moves), await ReadAsync(deal.Tenant, work => work.Records.GetStageHistoryAsync(deal.Id, default)));
    }

    [TestCase(RecordSort.Name)]
    [TestCase(RecordSort.Newest)]
    [TestCase(RecordSort.LastChanged)]
    public async Task Pages_through_a_list_with_ties(RecordSort sort)
    {
        var tenant = Sample.TenantId();
        var contacts = Enumerable.Range(0, 25).Select(number => Sample.Contact(tenant, number % 2 == 0 ? "Ann" : "bob")).ToList();
        await StoreAsync([.. contacts, Sample.Contact(tenant, "Cid") with { DeletedAt = Sample.Now }, Sample.Lead(tenant)]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var filter = new RecordFilter { Type = RecordType.Contact, Sort = sort };
        var listed = await AllPagesAsync(4, page => work.Records.ListAsync(filter, page, default));
        Assert.That(listed.Select(record => record.Id), Is.EquivalentTo(contacts.Select(contact => contact.Id)));
        Assert.That(listed.Select(record => record.Id).Distinct().Count(), Is.EqualTo(25));
        if (sort == RecordSort.Name)
        {
            Assert.That(listed.Take(13).Select(record => record.Name), Is.All.EqualTo("Ann"));
        }
    }

    [Test]
    public async Task Narrows_a_list()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var company = Sample.Company(tenant);
        var owned = Sample.Contact(tenant, "Per 100% Cent", mine) with { Company = company.Id };
        var foreign = Sample.Contact(tenant, "Underscore_", other);
        var common = Sample.Contact(tenant, "Nobody's");
        await StoreAsync(company, owned, foreign, common);

        var all = new RecordFilter { Type = RecordType.Contact };
        await AssertListedAsync(tenant, all with { VisibleOwners = [mine] }, owned, common);
        await AssertListedAsync(tenant, all with { VisibleOwners = [] }, common);
        await AssertListedAsync(tenant, all with { Owner = other }, foreign);
        await AssertListedAsync(tenant, all with { Company = company.Id }, owned);
        await AssertListedAsync(tenant, all with { Search = "%" }, owned);
        await AssertListedAsync(tenant, all with { Search = "_" }, foreign);
        await AssertListedAsync(tenant, all with { Search = "NOBODY" }, common);
        await AssertListedAsync(tenant, all with { Search = common.Email![..common.Email!.IndexOf('@', StringComparison.Ordinal)] }, common);
        await AssertListedAsync(tenant, new RecordFilter { Type = RecordType.Deal, Stages = ["new"] });
    }

    [Test]
    public async Task Refuses_a_cursor_of_another_list()
    {
        var tenant = Sample.TenantId();
        await StoreAsync(Enumerable.Range(0, 3).Select(_ => Sample.Contact(tenant)));
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var page = await work.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(1), default);
        Assert.That(page.Next, Is.Not.Null);
        foreach (var cursor in new[] { page.Next!, "no cursor", "AAAA" })
        {
            Assert.That(
                async () => await work.Records.ListAsync(new RecordFilter { Type = RecordType.Lead }, new PageRequest(1, cursor), default),
                Throws.TypeOf<CrmException>().With.Property(nameof(CrmException.Error)).TypeOf<CrmError.Invalid>()
            );
        }
    }

    private async Task AssertListedAsync(TenantId tenant, RecordFilter filter, params CrmRecord[] expected)
    {
        var page = await ReadAsync(tenant, work => work.Records.ListAsync(filter, new PageRequest(), default));
        AssertSameSet(expected, page.Rows);
    }

    private static RecordAlias Alias(TenantId tenant, RecordId old, RecordId record) =>
        new()
        {
            Tenant = tenant,
            OldId = old,
            Record = record,
        };
}
