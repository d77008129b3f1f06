using System.Text;
using Crm.Import;
using Crm.Records;
using Crm.Stores;

namespace Crm.Tests.Import;

/// <summary>Files that are broken or contradict themselves: what is wrong is said with the line, and nothing comes in half.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
public sealed class BrokenFileTests(string kind)
{
    private CrmHarness crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_quotation_mark_that_is_not_closed_is_named_with_its_line()
    {
        var answer = await ImportAsync("companies.map.yaml", VendorFiles.Companies.Replace("Betatech", "\"Betatech", StringComparison.Ordinal));
        Assert.That((answer.IsKept, answer.Problems[0].Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems[0].Message, Does.Contain("quotation mark"));
    }

    [Test]
    public async Task Bytes_that_are_not_UTF_8_are_named_with_their_line()
    {
        var bytes = Encoding.Latin1.GetBytes(VendorFiles.Companies.Replace("Betatech", "Bétatech", StringComparison.Ordinal));
        var answer = await crm.ImportAsync(ImportMappingYaml.Parse(VendorFiles.Mapping("companies.map.yaml")), bytes);
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems.Single().Message, Does.Contain("UTF-8"));
    }

    [Test]
    public async Task A_character_that_no_text_holds_is_named_with_its_line()
    {
        var answer = await ImportAsync("companies.map.yaml", VendorFiles.Companies.Replace("Betatech", "Beta\0tech", StringComparison.Ordinal));
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems.Single().Message, Does.Contain("U+0000"));
    }

    [TestCase(1_000_001, "more than 1000000 characters")]
    [TestCase(900_000, "500 characters")]
    public async Task A_cell_that_is_too_long_is_named_with_its_line_and_not_repeated_at_length(int length, string says)
    {
        var answer = await ImportAsync("companies.map.yaml", VendorFiles.Companies.Replace("Betatech", new string('x', length), StringComparison.Ordinal));
        Assert.That((answer.IsKept, answer.Problems[0].Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems[0].Message, Does.Contain(says).And.Length.LessThan(500));
    }

    [Test]
    public async Task A_cell_of_any_length_is_not_repeated_at_length()
    {
        await ImportAsync("members.map.yaml", VendorFiles.Members);
        var name = new string('x', 900_000);
        var answer = await ImportAsync("deals.map.yaml", VendorFiles.With(VendorFiles.Deals, line: 3, "account", name));
        Assert.That(answer.Problems, Is.Not.Empty);
        Assert.That(answer.Problems.Select(problem => problem.Message.Length), Has.All.LessThan(500));
    }

    [Test]
    public async Task A_file_without_rows_is_a_warning()
    {
        var answer = await ImportAsync("companies.map.yaml", "account\n");
        Assert.That((answer.IsKept, answer.New, answer.Warnings.Single().Line), Is.EqualTo((true, 0, (long?)1)));
        Assert.That(answer.Warnings.Single().Message, Does.Contain("no rows"));
    }

    [Test]
    public async Task A_reference_that_stands_in_the_file_twice_with_different_values_is_refused_with_both_lines()
    {
        foreach (var file in new[] { "members", "companies", "products" })
            await ImportAsync($"{file}.map.yaml", VendorFiles.Of(file));
        var once = VendorFiles.Deals.Split('\n')[1];

        var same = await ImportAsync("deals.map.yaml", $"{VendorFiles.Deals.TrimEnd()}\n{once}\n");
        var other = await ImportAsync("deals.map.yaml", $"{VendorFiles.Deals.TrimEnd()}\n{once.Replace("Won", "Lost", StringComparison.Ordinal)}\n");

        Assert.That((same.IsKept, same.New, same.Same), Is.EqualTo((true, 4, 1)), string.Join('\n', same.Problems));
        Assert.That((other.IsKept, other.Problems.Single().Line), Is.EqualTo((false, (long?)6)));
        Assert.That(other.Problems.Single().Message, Does.Contain("1C1I7A6R").And.Contain("line 2").And.Contain("stage"));
    }

    [Test]
    public async Task An_address_that_stands_in_the_file_twice_keeps_what_its_first_row_says_so_that_a_second_import_changes_nothing()
    {
        const string People = """
            first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin
            Ada,Lovelace,info@example.com,,Analyst,,,,
            Charles,Babbage,info@example.com,,Engineer,,GB,,
            """;
        var first = await ImportAsync("contacts.map.yaml", People);
        var second = await ImportAsync("contacts.map.yaml", People);

        Assert.That((first.New, first.Changed, second.New, second.Changed, second.Same), Is.EqualTo((1, 1, 0, 0, 2)));
        Assert.That(first.Warnings.Select(warning => (warning.Line, warning.Field)), Is.EqualTo(new[] { ((long?)3, "name"), ((long?)3, "title") }));
        Assert.That(first.Warnings[1].Message, Does.Contain("Engineer").And.Contain("line 2"));
        var one = (await AllAsync(RecordType.Contact)).Single();
        Assert.That((one.Name, one.Text("title"), one.Text("country")), Is.EqualTo(("Ada Lovelace", "Analyst", "GB")));
    }

    [Test]
    public async Task A_company_that_stands_in_the_file_twice_keeps_the_parent_of_its_first_row()
    {
        var companies = $"{VendorFiles.Companies.TrimEnd()}\nBluth Subsidiary,technolgy,1998,1242.32,3027,United States,Betatech\n";
        var first = await ImportAsync("companies.map.yaml", companies);
        var second = await ImportAsync("companies.map.yaml", companies);

        Assert.That((first.Warnings.Single().Line, first.Warnings.Single().Field), Is.EqualTo(((long?)5, "parent")));
        Assert.That((second.Changed, second.Same), Is.EqualTo((0, 4)));
        var all = await AllAsync(RecordType.Company);
        var parent = all.Single(company => company.Name == "Bluth Subsidiary").Link("parent");
        Assert.That(all.Single(company => company.Record.Id == parent).Name, Is.EqualTo("Acme Corporation"));
    }

    [Test]
    public async Task A_member_that_stands_in_the_file_twice_with_different_values_is_refused()
    {
        var answer = await ImportAsync("members.map.yaml", $"{VendorFiles.Members.TrimEnd()}\nMoses Frase,Rocco Neubert,Central\n");
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)5)));
        Assert.That(answer.Problems.Single().Message, Does.Contain("line 2").And.Contain("team"));
    }

    [Test]
    public async Task A_team_with_two_managers_is_refused_with_both_lines()
    {
        var mapping = "import: members\ncolumns:\n  name: name\n  team: team\n  boss: manager\n";
        var answer = await crm.ImportAsync(ImportMappingYaml.Parse(mapping), Encoding.UTF8.GetBytes("name,team,boss\nAda,East,Bo\nCy,East,Di\n"));
        Assert.That((answer.IsKept, answer.Problems.Single().Line, answer.Problems.Single().Field), Is.EqualTo((false, (long?)3, "manager")));
        Assert.That(answer.Problems.Single().Message, Does.Contain("'Bo' on line 2"));
    }

    [Test]
    public async Task An_activity_whose_reference_stands_in_the_file_twice_with_different_values_is_refused()
    {
        const string Header = "first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin\n";
        await ImportAsync("contacts.map.yaml", $"{Header}Ada,Lovelace,ada@example.com,,,,,,\n");
        var mapping = "import: activities\ncolumns:\n  id: reference\n  when: occurred_at\n  kind: type\n  who: contact\n  text: body\n";
        var rows = "id,when,kind,who,text\na1,2016-10-18,note,ada@example.com,One\na1,2016-10-18,note,ada@example.com,Two\n";
        var answer = await crm.ImportAsync(ImportMappingYaml.Parse(mapping), Encoding.UTF8.GetBytes(rows));
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems.Single().Message, Does.Contain("a1").And.Contain("line 2").And.Contain("body"));
    }

    [Test]
    public void A_missing_column_is_refused_with_the_columns_that_are_there()
    {
        var exception = Assert.ThrowsAsync<CrmException>(() => ImportAsync("companies.map.yaml", "account,sector\nAcme Corporation,retail\n"));
        Assert.That(exception!.Message, Does.Contain("subsidiary_of").And.Contain("account, sector"));
    }

    private Task<ImportResult> ImportAsync(string mapping, string csv) =>
        crm.ImportAsync(ImportMappingYaml.Parse(VendorFiles.Mapping(mapping)), Encoding.UTF8.GetBytes(csv));

    private async Task<IReadOnlyList<RecordView>> AllAsync(RecordType type) =>
        (await crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.System, new ListRecordsInput(type), default)).Rows;
}
