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
    [TestCase(RecordSort.LastTouched)]
    [TestCase(RecordSort.LongestUntouched)]
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
        await AssertListedAsync(tenant, all with { Records = [owned.Id, foreign.Id, company.Id] }, owned, foreign);
        await AssertListedAsync(tenant, all with { Records = [owned.Id, foreign.Id], Owner = other }, foreign);
        await AssertListedAsync(tenant, all with { Records = [] });
        await AssertListedAsync(tenant, all with { Search = "%" }, owned);
        await AssertListedAsync(tenant, all with { Search = "_" }, foreign);
        await AssertListedAsync(tenant, all with { Search = "NOBODY" }, common);
        await AssertListedAsync(tenant, all with { Search = common.Email![..common.Email!.IndexOf('@', StringComparison.Ordinal)] }, common);
        await AssertListedAsync(tenant, new RecordFilter { Type = RecordType.Deal, Stages = ["new"] });
    }

    [TestCase(RecordSort.Amount)]
    [TestCase(RecordSort.ExpectedClose)]
    public async Task Pages_through_deals_with_ties_and_those_without_a_value_last(RecordSort sort)
    {
        var tenant = Sample.TenantId();
        var deals = Enumerable
            .Range(0, 20)
            .Select(number =>
                Sample.Deal(tenant) with
                {
                    AmountMinor = number % 4 == 0 ? null : number % 3 * 1000,
                    ExpectedClose = number % 4 == 0 ? null : new DateOnly(2026, 3, 1 + number % 3),
                }
            )
            .ToList();
        await StoreAsync(deals);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var filter = new RecordFilter { Type = RecordType.Deal, Sort = sort };
        var listed = (await AllPagesAsync(3, page => work.Records.ListAsync(filter, page, default))).Cast<Deal>().ToList();

        Assert.That(listed.Select(deal => deal.Id), Is.EquivalentTo(deals.Select(deal => deal.Id)));
        var values = listed.Select(deal => sort == RecordSort.Amount ? deal.AmountMinor : deal.ExpectedClose?.DayNumber).ToList();
        Assert.That(values.Take(15), sort == RecordSort.Amount ? Is.Ordered.Descending : Is.Ordered.Ascending);
        Assert.That(values.Skip(15), Is.All.Null);
        Assert.That(
            async () => await work.Records.ListAsync(filter with { Type = RecordType.Contact }, new PageRequest(), default),
            Throws.TypeOf<CrmException>()
        );
    }

    [Test]
    public async Task Shows_the_first_deals_of_each_stage_with_the_totals_of_all()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var deals = Enumerable
            .Range(0, 12)
            .Select(number =>
                Sample.Deal(tenant) with
                {
                    Owner = number % 2 == 0 ? mine : other,
                    Stage = number < 9 ? "new" : "won",
                    StageSince = Sample.Now.AddDays(-number / 2),
                    AmountMinor = number == 8 ? null : 1000 + number,
                    Currency = number == 1 ? "CHF" : "EUR",
                }
            )
            .ToList();
        await StoreAsync([.. deals, Sample.Deal(tenant) with { Pipeline = "other" }, Sample.Deal(tenant) with { DeletedAt = Sample.Now }]);
        var filter = new DealBoardFilter
        {
            Pipeline = "sales",
            Stages = ["new", "won", "empty"],
            Counted = ["new", "empty"],
            MaxPerStage = 2,
        };

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var board = await work.Records.GetBoardAsync(filter, default);
        var own = await work.Records.GetBoardAsync(filter with { VisibleOwners = [mine, other], Owners = [mine] }, default);
        var none = await work.Records.GetBoardAsync(filter with { VisibleOwners = [] }, default);

        Assert.That(board.Stages.Select(stage => stage.Stage), Is.EqualTo(filter.Stages));
        Assert.That(board.Stages.Select(stage => stage.Deals.Count), Is.EqualTo(new[] { 2, 2, 0 }));
        Assert.That(board.Stages.Select(stage => stage.Next is not null), Is.EqualTo(new[] { true, true, false }));
        Assert.That(
            board.Totals,
            Is.EquivalentTo(new[] { new StageTotal("new", "EUR", 7, 7027), new StageTotal("new", "CHF", 1, 1001), new StageTotal("new", null, 1, 0) })
        );
        Assert.That(own.Totals, Is.EquivalentTo(new[] { new StageTotal("new", "EUR", 4, 4012), new StageTotal("new", null, 1, 0) }));
        Assert.That(own.Stages.SelectMany(stage => stage.Deals).Select(deal => deal.Owner), Is.All.EqualTo(mine));
        Assert.That((none.Totals.Count, none.Stages.Sum(stage => stage.Deals.Count)), Is.EqualTo((0, 0)));

        // The rest of a stage is a list's.
        var list = new RecordFilter
        {
            Type = RecordType.Deal,
            Pipeline = "sales",
            Stages = ["new"],
            Sort = RecordSort.StageSince,
        };
        var rest = await work.Records.ListAsync(list, new PageRequest(50, board.Stages[0].Next), default);
        AssertSame(deals.Take(9).OrderByDescending(deal => deal.StageSince).ThenByDescending(deal => deal.Id.Value), board.Stages[0].Deals.Concat(rest.Rows));
        Assert.That(await AllPagesAsync(4, page => work.Records.ListAsync(list, page, default)), Has.Count.EqualTo(9));
    }

    [Test]
    public async Task Knows_when_somebody_last_dealt_with_a_record()
    {
        var tenant = Sample.TenantId();
        var contacts = Enumerable.Range(0, 4).Select(number => Sample.Contact(tenant) with { CreatedAt = Sample.Now.AddDays(-100 + number) }).ToList();
        var (first, second, third, untouched) = (contacts[0], contacts[1], contacts[2], contacts[3]);
        await StoreAsync(contacts);
        var (older, newer) = (Sample.Call(tenant, Sample.Now.AddDays(-300)), Sample.Call(tenant, Sample.Now.AddDays(-50)));
        await StoreAsync(
            Sample.Entry(older, first.Id),
            Sample.Entry(newer, first.Id),
            Sample.Entry(older, second.Id, third.Id),
            // A task, a change and what is deleted touch nothing.
            Sample.Entry(Sample.Task(tenant), untouched.Id),
            Sample.Entry(newer, untouched.Id) with
            {
                Kind = Timeline.TimelineKind.FieldChange,
            },
            Sample.Entry(Sample.Call(tenant), untouched.Id) with
            {
                IsRemoved = true,
            }
        );
        await AssertTouchedAsync((first.Id, newer.OccurredAt), (second.Id, older.OccurredAt));
        await AssertOrderAsync(RecordSort.LastTouched, first, untouched, third, second);
        await AssertOrderAsync(RecordSort.LongestUntouched, second, third, untouched, first);

        // The system's work counts as well as a tenant's; what happened earlier changes nothing.
        await using (var work = await SystemStore.BeginAsync(default))
        {
            var entries = Sample.Insert(
                Sample.Entry(Sample.Call(tenant, Sample.Now.AddDays(-1)), second.Id),
                Sample.Entry(older, first.Id, third.Id) with
                {
                    Id = Sample.Id(),
                }
            );
            await work.ApplyAsync(entries, default);
            await work.CommitAsync(default);
        }
        await AssertTouchedAsync((first.Id, newer.OccurredAt), (second.Id, Sample.Now.AddDays(-1)));

        // One that is deleted, moved or restored is looked up anew.
        await ChangeAsync(Sample.Entry(newer, first.Id) with { IsRemoved = true });
        await AssertTouchedAsync((first.Id, older.OccurredAt), (second.Id, Sample.Now.AddDays(-1)));
        await ChangeAsync(Sample.Entry(newer, first.Id) with { OccurredAt = Sample.Now.AddDays(-2) });
        await AssertTouchedAsync((first.Id, Sample.Now.AddDays(-2)), (second.Id, Sample.Now.AddDays(-1)));
        var since = new RecordFilter { Type = RecordType.Contact, UntouchedSince = Sample.Now.AddDays(-90) };
        await AssertListedAsync(tenant, since, third, untouched);
        await AssertListedAsync(tenant, since with { Sort = RecordSort.LongestUntouched }, third, untouched);
        await AssertListedAsync(tenant, since with { UntouchedSince = Sample.Now.AddDays(-97) }, third);

        async Task AssertTouchedAsync(params (RecordId, DateTimeOffset)[] expected)
        {
            var touches = await ReadAsync(tenant, work => work.Records.GetTouchesAsync([.. contacts.Select(contact => contact.Id)], default));
            Assert.That(touches.Select(touch => (touch.Record, touch.At)), Is.EquivalentTo(expected));
        }

        async Task AssertOrderAsync(RecordSort sort, params Contact[] expected)
        {
            var filter = new RecordFilter { Type = RecordType.Contact, Sort = sort };
            var page = await ReadAsync(tenant, work => work.Records.ListAsync(filter, new PageRequest(), default));
            Assert.That(page.Rows.Select(record => record.Id), Is.EqualTo(expected.Select(contact => contact.Id)));
        }

        async Task ChangeAsync(Timeline.TimelineEntry entry)
        {
            await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);
            await work.ApplyAsync(Sample.Update(entry), default);
            await work.CommitAsync(default);
        }
    }

    [Test]
    public async Task Narrows_a_list_by_owners_pipeline_and_status()
    {
        var tenant = Sample.TenantId();
        var (mine, other, third) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        Lead[] leads =
        [
            Sample.Lead(tenant) with
            {
                Owner = mine,
                Status = LeadStatus.Disqualified,
            },
            Sample.Lead(tenant) with
            {
                Owner = other,
            },
            Sample.Lead(tenant) with
            {
                Owner = third,
            },
            Sample.Lead(tenant) with
            {
                Owner = null,
                Status = LeadStatus.Converted,
            },
        ];
        Deal[] deals = [Sample.Deal(tenant), Sample.Deal(tenant) with { Pipeline = "partners" }];
        await StoreAsync([.. leads, .. deals]);

        var all = new RecordFilter { Type = RecordType.Lead };
        await AssertListedAsync(tenant, all with { Owners = [mine, third] }, leads[0], leads[2]);
        await AssertListedAsync(tenant, all with { Owners = [] });
        await AssertListedAsync(tenant, all with { WithoutOwner = true }, leads[3]);
        await AssertListedAsync(tenant, all with { Statuses = [LeadStatus.Disqualified, LeadStatus.Converted] }, leads[0], leads[3]);
        await AssertListedAsync(tenant, new RecordFilter { Type = RecordType.Deal, Pipeline = "partners" }, deals[1]);
    }

    [Test]
    public async Task Finds_records_by_the_beginning_of_words_addresses_numbers_and_domains()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var company = Sample.Company(tenant, "Müller & Söhne GmbH", other) with { Domain = "mueller.example" };
        var ada = Sample.Contact(tenant, "Ada Maria Lovelace-King", mine) with
        {
            Company = company.Id,
            ContactPoints = [Sample.Email("ada@x.example"), Sample.Phone("+4930901820")],
        };
        var hidden = Sample.Contact(tenant, "Adam Hidden", other) with { ContactPoints = [Sample.Email("adam@x.example")] };
        var lead = Sample.Lead(tenant, "Lou Adams") with { CompanyName = "Adams Ltd" };
        var deal = Sample.Deal(tenant, "Adapters for 100%");
        await StoreAsync(company, ada, hidden, lead, deal, Sample.Contact(tenant, "Ada Gone") with { DeletedAt = Sample.Now });

        await AssertFoundAsync("ada", ada, lead, deal);
        await AssertFoundAsync("ADA  love", ada);
        await AssertFoundAsync("king ada", ada);
        await AssertFoundAsync("maria lov", ada);
        await AssertFoundAsync("ovelace");
        await AssertFoundAsync("ada hidden");
        await AssertFoundAsync("ada@x", ada);
        await AssertFoundAsync("+49 30-90", ada);
        await AssertFoundAsync("100%", deal);
        await AssertFoundAsync("%");
        await AssertFoundAsync("_da");
        await AssertFoundAsync("söh");
        var all = await FindAsync(new RecordSearch { Text = "mueller.ex" });
        Assert.That(all.Select(found => (found.Record, found.Matched)), Is.EqualTo(new[] { (company.Ref, company.Domain) }));
        var shown = await FindAsync(new RecordSearch { Text = "love" });
        Assert.That((shown.Single().Company, shown.Single().Name), Is.EqualTo((company.Name, ada.Name)));
        var restricted = await FindAsync(new RecordSearch { Text = "love", VisibleOwners = [mine] });
        Assert.That(restricted.Single().Company, Is.Null, "the company is out of sight");
        Assert.That(await FindAsync(new RecordSearch { Text = "ada", MaxPerType = 1 }), Has.Count.EqualTo(3));

        // A name that is changed is found by its new words alone.
        await using (var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(Sample.Update(ada with { Name = "Augusta Byron", Revision = 2 }), default);
            await work.CommitAsync(default);
        }
        await AssertFoundAsync("byron", ada);
        await AssertFoundAsync("love");

        Task<IReadOnlyList<FoundRecord>> FindAsync(RecordSearch search) => ReadAsync(tenant, work => work.Records.SearchAsync(search, default));

        async Task AssertFoundAsync(string text, params CrmRecord[] expected) =>
            Assert.That(
                (await FindAsync(new RecordSearch { Text = text, VisibleOwners = [mine] })).Select(found => found.Record),
                Is.EquivalentTo(expected.Select(record => record.Ref)),
                text
            );
    }

    [Test]
    public async Task Finds_the_one_with_all_words_among_thousands_with_the_first()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        await StoreAsync(Enumerable.Range(0, 1_200).Select(number => Sample.Contact(tenant, $"Ben Aa{number:d4}", other)));
        CrmRecord[] found =
        [
            Sample.Contact(tenant, "Ben Kolberg", mine),
            Sample.Contact(tenant, "Ben Zoe Kolb", mine),
            Sample.Contact(tenant, "Zoe Ben Kolb", mine),
            Sample.Deal(tenant, "Kolumn for Ben"),
        ];
        await StoreAsync(found);
        await StoreAsync(Sample.Contact(tenant, "Ben Kolb", other));

        var seen = await ReadAsync(tenant, work => work.Records.SearchAsync(new RecordSearch { Text = "ben kol", VisibleOwners = [mine] }, default));
        Assert.That(seen.Select(one => one.Record), Is.EquivalentTo(found.Select(record => record.Ref)));
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
