using System.Text;
using Crm.Import;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Tests.Import;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
public sealed class ImportFileTests(string kind)
{
    private CrmHarness crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_four_files_of_a_vendor_and_its_contacts_come_in_by_the_mappings_of_the_documentation()
    {
        var members = await ImportAsync("members.map.yaml", VendorFiles.Members);
        var companies = await ImportAsync("companies.map.yaml", VendorFiles.Companies);
        var products = await ImportAsync("products.map.yaml", VendorFiles.Products);
        var deals = await ImportAsync("deals.map.yaml", VendorFiles.Deals);
        var contacts = await ImportAsync("contacts.map.yaml", VendorFiles.Contacts);

        Assert.Multiple(() =>
        {
            Assert.That((members.New, members.Refused), Is.EqualTo((3, 0)));
            Assert.That((companies.New, companies.Refused), Is.EqualTo((3, 0)));
            Assert.That((products.New, products.Refused), Is.EqualTo((2, 0)));
            Assert.That((deals.New, deals.Refused), Is.EqualTo((4, 0)), string.Join('\n', deals.Problems));
            Assert.That((contacts.New, contacts.Refused), Is.EqualTo((2, 0)), string.Join('\n', contacts.Problems));
        });
        var team = (await TenancyAsync(tenancy => tenancy.GetTeamsAsync(default))).Single(team => team.Name == "Central: Dustin Brinkmann");
        var manager = (await TenancyAsync(tenancy => tenancy.GetMembersAsync(default))).Single(member => member.Name == "Dustin Brinkmann");
        Assert.That((team.Manager, manager.Role), Is.EqualTo(((MemberId?)manager.Id, MemberRole.Manager)));
        var won = (Deal)await RecordAsync(RecordType.Deal, "1C1I7A6R");
        var owner = (await TenancyAsync(tenancy => tenancy.GetMembersAsync(default))).Single(member => member.Id == won.Owner);
        Assert.That(
            (won.Stage, won.AmountMinor, won.Currency, won.ClosedOn, owner.Name),
            Is.EqualTo(("won", (long?)105_400, "USD", (DateOnly?)new DateOnly(2017, 3, 1), "Moses Frase"))
        );
        Assert.That(
            (await HistoryAsync(won.Id)).Select(change => (change.To, DateOf(change.At))),
            Is.EqualTo(new[] { ("engaging", new DateOnly(2016, 10, 20)), ("won", new DateOnly(2017, 3, 1)) })
        );
        var child = (await CompaniesAsync()).Single(company => company.Name == "Bluth Subsidiary");
        Assert.That((await CompaniesAsync()).Single(company => company.Id == child.Parent).Name, Is.EqualTo("Acme Corporation"));
    }

    [Test]
    public async Task A_second_import_changes_nothing()
    {
        string[] files = ["members", "companies", "products", "deals", "contacts"];
        foreach (var file in files)
            await ImportAsync($"{file}.map.yaml", VendorFiles.Of(file));
        var before = await CountAsync();

        crm.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var file in files)
        {
            var again = await ImportAsync($"{file}.map.yaml", VendorFiles.Of(file));
            Assert.That((again.New, again.Changed, again.Refused), Is.EqualTo((0, 0, 0)), file);
            Assert.That(again.Same, Is.GreaterThan(0), file);
        }

        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_dry_run_says_what_each_row_would_become_and_keeps_nothing()
    {
        await ImportAsync(
            "contacts.map.yaml",
            "first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin\nAda,Lovelace,ada@example.com,,,,,,\n"
        );
        var answer = await ImportAsync(
            "contacts.map.yaml",
            """
            first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin
            Ada,Lovelace,ada@example.com,,,,,,
            Alan,Turing,alan@example.com,,,,,,
            Ada,Lovelace,ada@example.com,,Analyst,,,,
            Grace,Hopper,not an address,,,,,,
            """,
            isDryRun: true
        );
        Assert.That(answer.IsKept, Is.False);
        Assert.That(
            answer.Rows.Select(row => (row.Line, row.Fate)),
            Is.EqualTo(new[] { (2L, RowFate.Same), (3L, RowFate.New), (4L, RowFate.Changed), (5L, RowFate.Refused) })
        );
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [TestCase("unknown owner", "sales_agent", "Nobody Here")]
    [TestCase("bad date", "engage_date", "31/31/2016")]
    [TestCase("unknown stage", "deal_stage", "Maybe")]
    [TestCase("unknown company", "account", "No Such Company")]
    public async Task A_wrong_row_is_named_with_its_line_and_nothing_is_imported(string what, string column, string value)
    {
        foreach (var file in new[] { "members", "companies", "products" })
            await ImportAsync($"{file}.map.yaml", VendorFiles.Of(file));
        var before = await CountAsync();

        var answer = await ImportAsync("deals.map.yaml", VendorFiles.With(VendorFiles.Deals, line: 3, column, value));

        Assert.That((answer.IsKept, answer.Refused), Is.EqualTo((false, 1)), what);
        Assert.That(answer.Problems.Select(problem => problem.Line), Has.All.EqualTo(3));
        Assert.That(answer.Problems.Select(problem => problem.Message), Has.All.Contains(value));
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_product_outside_the_list_is_a_warning_that_names_row_and_value()
    {
        foreach (var file in new[] { "members", "companies", "products" })
            await ImportAsync($"{file}.map.yaml", VendorFiles.Of(file));
        var answer = await ImportAsync("deals.map.yaml", VendorFiles.Deals);
        Assert.That(answer.Warnings.Select(warning => (warning.Line, warning.Field)), Is.EqualTo(new[] { ((long?)3, "product") }));
        Assert.That(answer.Warnings.Single().Message, Does.Contain("GTXPro").And.Contain("GTX Pro"));
    }

    [Test]
    public async Task Empty_cells_erase_nothing()
    {
        const string Header = "first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin\n";
        await ImportAsync("contacts.map.yaml", $"{Header}Ada,Lovelace,ada@example.com,+44 20 7946 0958,Analyst,,GB,Europe/London,\n");
        var again = await ImportAsync("contacts.map.yaml", $"{Header}Ada,Lovelace,ada@example.com,,,,,,\n");
        Assert.That(again.Same, Is.EqualTo(1));
        var ada = (Contact)
            (await crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.System, new RecordFilter { Type = RecordType.Contact }, new PageRequest(), default)).Rows[
                0
            ];
        Assert.That((ada.JobTitle, ada.Phone, ada.Zone), Is.EqualTo(("Analyst", "+442079460958", "Europe/London")));
    }

    [Test]
    public async Task An_address_with_another_name_is_a_warning_and_the_name_stays()
    {
        const string Header = "first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin\n";
        await ImportAsync("contacts.map.yaml", $"{Header}Ada,Lovelace,ada@example.com,,,,,,\n");
        var again = await ImportAsync("contacts.map.yaml", $"{Header}Augusta,King,ADA@example.com,,Countess,,,,\n");
        Assert.That((again.Changed, again.Warnings.Single().Line), Is.EqualTo((1, (long?)2)));
        var people = await crm.UseCase<ListRecords>()
            .ExecuteAsync(crm.Tenant.System, new RecordFilter { Type = RecordType.Contact }, new PageRequest(), default);
        Assert.That(people.Rows.Select(person => person.Name), Is.EqualTo(new[] { "Ada Lovelace" }));
    }

    [Test]
    public async Task Activities_bring_their_own_dates_start_no_rules_and_come_once()
    {
        const string Header = "first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin\n";
        await ImportAsync("contacts.map.yaml", $"{Header}Ada,Lovelace,ada@example.com,,,,,,\n");
        var events = await EventsAsync();
        var first = await ImportAsync("activities.map.yaml", VendorFiles.Activities);
        var second = await ImportAsync("activities.map.yaml", VendorFiles.Activities);
        Assert.That((first.New, first.Refused, second.New, second.Same), Is.EqualTo((5, 0, 0, 5)), string.Join('\n', first.Problems));
        Assert.That(await EventsAsync(), Is.EquivalentTo([.. events, "import.finished", "import.finished"]), "only the batch itself is told");
        var ada = (
            await crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.System, new RecordFilter { Type = RecordType.Contact }, new PageRequest(), default)
        ).Rows[0];
        var timeline = await crm.UseCase<GetTimeline>()
            .ExecuteAsync(crm.Tenant.System, new GetTimelineInput(ada.Ref) { Types = ["call", "meeting", "email", "note"] }, default);
        Assert.That(
            timeline.Rows.Select(row => row.Subject),
            Is.EqualTo(new[] { "Decision maker", "On-site demo", "Second call", "First call", "Introduction" })
        );
        // 18 October 2016, 09:30 in Berlin, which was two hours ahead.
        Assert.That(timeline.Rows[^1].OccurredAt, Is.EqualTo(new DateTimeOffset(2016, 10, 18, 7, 30, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task One_idempotency_key_imports_once_and_is_refused_for_another_content_or_mapping()
    {
        var caller = crm.Tenant.System with { IdempotencyKey = "file-1" };
        var other = VendorFiles.Companies.Replace("Betatech", "Gammatech", StringComparison.Ordinal);
        var mapping = VendorFiles.Mapping("companies.map.yaml");

        var first = await ImportAsync("companies.map.yaml", VendorFiles.Companies, caller: caller);
        var again = await ImportAsync("companies.map.yaml", VendorFiles.Companies, caller: caller);
        var otherContent = Assert.ThrowsAsync<CrmException>(() => ImportAsync("companies.map.yaml", other, caller: caller));
        var otherMapping = Assert.ThrowsAsync<CrmException>(() =>
            crm.ImportAsync(ImportMappingYaml.Parse(mapping + "system: another\n"), Encoding.UTF8.GetBytes(VendorFiles.Companies), caller: caller)
        );

        Assert.That((again.Batch, again.New), Is.EqualTo((first.Batch, 3)));
        Assert.That(
            new[] { otherContent!.Error, otherMapping!.Error }.Select(error => (error as CrmError.Refused)?.Code),
            Has.All.EqualTo("idempotency-key-reused")
        );
        Assert.That(await CompaniesAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Who_may_not_import_is_refused_and_nothing_is_written()
    {
        await ImportAsync("members.map.yaml", VendorFiles.Members);
        var rep = (await TenancyAsync(tenancy => tenancy.GetMembersAsync(default))).Single(member => member.Name == "Moses Frase");
        var exception = Assert.ThrowsAsync<CrmException>(() => ImportAsync("companies.map.yaml", VendorFiles.Companies, caller: crm.Tenant.As(rep.Id)));
        Assert.That(exception!.Error, Is.InstanceOf<CrmError.Forbidden>());
        Assert.That(await CompaniesAsync(), Is.Empty);
    }

    private Task<ImportResult> ImportAsync(string mapping, string csv, bool isDryRun = false, Caller? caller = null) =>
        crm.ImportAsync(ImportMappingYaml.Parse(VendorFiles.Mapping(mapping)), Encoding.UTF8.GetBytes(csv), isDryRun, caller);

    private Task<T> TenancyAsync<T>(Func<ITenancyStore, Task<T>> read) => crm.Tenant.ReadAsync(unit => read(unit.Tenancy));

    private Task<CrmRecord> RecordAsync(RecordType type, string reference) =>
        crm.Tenant.ReadAsync(async unit =>
        {
            var found = await unit.Records.FindByReferenceAsync(type, null, [reference], default);
            return (await unit.Records.GetAsync([found.Single().Record], default)).Single();
        });

    /// <summary>The day in the tenant's zone.</summary>
    private static DateOnly DateOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DateTime);

    private Task<IReadOnlyList<StageChange>> HistoryAsync(RecordId deal) => crm.Tenant.ReadAsync(unit => unit.Records.GetStageHistoryAsync(deal, default));

    private async Task<List<Company>> CompaniesAsync() =>
        [
            .. (
                await crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.System, new RecordFilter { Type = RecordType.Company }, new PageRequest(), default)
            ).Rows.OfType<Company>(),
        ];

    private async Task<List<string>> EventsAsync() => [.. (await crm.Tenant.EventsAsync()).Select(row => row.Type)];

    private Task<int> CountAsync() =>
        crm.Tenant.ReadAsync(async unit =>
        {
            var count = 0;
            foreach (var type in Enum.GetValues<RecordType>())
                count += (await unit.Records.ListAsync(new RecordFilter { Type = type }, new PageRequest(200), default)).Rows.Sum(record => record.Revision);
            return count;
        });
}
