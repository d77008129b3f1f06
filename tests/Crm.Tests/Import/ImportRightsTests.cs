using System.Text;
using Crm.Import;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Tests.Import;

/// <summary>A file gives nobody more than the caller's own rights: neither roles nor records of others.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
public sealed class ImportRightsTests(string kind)
{
    private const string Members = "import: members\ncolumns:\n  name: name\n  email: email\n  role: role\n";
    private CrmHarness crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [TestCase(Members, "name,email,role\nMona Manager,,administrator\n")]
    [TestCase("import: choices\nfor: deal.product\ncolumns:\n  product: value\n", "product\nGTX\n")]
    [TestCase("import: companies\ncolumns:\n  name: name\n  size: size\nfields:\n  size: number\n", "name,size\nAcme,3\n")]
    public async Task A_manager_changes_by_a_file_nothing_that_takes_an_administrator(string mapping, string csv)
    {
        var before = await StateAsync();

        var refused = Assert.ThrowsAsync<CrmException>(() => ImportAsync(mapping, csv, crm.Tenant.Manager));

        Assert.That(refused!.Error, Is.TypeOf<CrmError.Forbidden>().With.Property("Right").EqualTo(nameof(Right.Administer)));
        Assert.That(await StateAsync(), Is.EqualTo(before));
        Assert.That(
            await crm.Tenant.ReadAsync(unit => unit.Audit.ListAsync(null, new PageRequest(200), default)),
            Has.Property("Rows").Some.Property("IsRefusal").True
        );
    }

    [Test]
    public async Task A_manager_imports_by_a_mapping_whose_fields_are_declared_already()
    {
        const string Mapping = "import: companies\ncolumns:\n  name: name\n  size: size\nfields:\n  size: number\n";
        await ImportAsync(Mapping, "name,size\nAcme,3\n");
        var second = await ImportAsync(Mapping, "name,size\nBeta,4\n", crm.Tenant.Manager);
        Assert.That((second.IsKept, second.New), Is.EqualTo((true, 1)), string.Join('\n', second.Problems));
    }

    [Test]
    public async Task The_last_administrator_stays_one_and_the_line_is_named()
    {
        var answer = await ImportAsync(Members, "name,email,role\nAda,ada@example.com,rep\nAda Administrator,ada.admin@acme.example,reader\n");
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)3)));
        Assert.That(answer.Problems.Single().Message, Does.Contain("last active administrator"));
    }

    [TestCase("Ada <ada@example.com>")]
    [TestCase("ada@example.com;eve@example.com")]
    [TestCase("nobody")]
    public async Task What_is_no_address_does_not_become_a_members_address(string address)
    {
        var answer = await ImportAsync(Members, $"name,email,role\nAda,{address},rep\n");
        Assert.That((answer.IsKept, answer.Problems.Single().Line, answer.Problems.Single().Field), Is.EqualTo((false, (long?)2, "email")));
    }

    [TestCase("import: contacts\ncolumns:\n  name: name\n  email: email\n  title: title\n", "name,email,title\nSomebody,secret@example.com,Taken\n")]
    [TestCase("import: companies\nsystem: vendor\ncolumns:\n  name: name\n  sector: industry\n", "name,sector\nHidden Ltd,Taken\n")]
    [TestCase("import: companies\nsystem: vendor\ncolumns:\n  id: reference\n  name: name\n", "id,name\nH1,Taken\n")]
    [TestCase("import: contacts\ncolumns:\n  name: name\n  email: email\n  company: company\n", "name,email,company\nNew,new@example.com,Hidden Ltd\n")]
    [TestCase(
        "import: activities\ncolumns:\n  when: occurred_at\n  kind: type\n  who: contact\n  text: body\n",
        "when,kind,who,text\n2016-10-18,note,secret@example.com,Taken\n"
    )]
    public async Task A_row_reaches_no_record_that_the_caller_may_not_see_and_tells_no_name(string mapping, string csv)
    {
        await HiddenAsync();

        var answer = await ImportAsync(mapping, csv, crm.Tenant.Manager);

        Assert.That((answer.IsKept, answer.New, answer.Problems.Single().Line), Is.EqualTo((false, 0, (long?)2)));
        Assert.That(answer.Problems.Concat(answer.Warnings).Select(problem => problem.Message), Has.None.Contains("Secret Person"));
        var contact = (
            await crm.Tenant.ReadAsync(unit => unit.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(200), default))
        ).Rows.Single();
        Assert.That((contact.Name, ((Contact)contact).JobTitle, contact.Revision), Is.EqualTo(("Secret Person", (string?)null, 1)));
        Assert.That((await ImportAsync(mapping, csv)).IsKept, Is.True, "who sees all may");
    }

    [Test]
    public async Task Of_two_records_with_one_address_a_row_means_the_one_that_the_caller_sees()
    {
        await HiddenAsync();
        var input = new ContactInput { Name = "Seen Person", Email = "secret@example.com" };
        await crm.UseCase<CreateContact>().ExecuteAsync(crm.Tenant.System, input, default);

        var answer = await ImportAsync(
            "import: contacts\ncolumns:\n  name: name\n  email: email\n  title: title\n",
            "name,email,title\nSeen Person,secret@example.com,Analyst\n",
            crm.Tenant.Manager
        );

        Assert.That((answer.IsKept, answer.Changed), Is.EqualTo((true, 1)), string.Join('\n', answer.Problems));
        var all = (
            await crm.Tenant.ReadAsync(unit => unit.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(200), default))
        ).Rows;
        Assert.That(
            all.Cast<Contact>().Select(one => (one.Name, one.JobTitle)),
            Is.EquivalentTo(new[] { ("Secret Person", null), ("Seen Person", (string?)"Analyst") })
        );
    }

    private async Task HiddenAsync()
    {
        await ImportAsync(
            "import: companies\nsystem: vendor\ncolumns:\n  id: reference\n  name: name\n  owner: owner\n",
            "id,name,owner\nH1,Hidden Ltd,Carl Colleague\n"
        );
        await crm.UseCase<CreateContact>()
            .ExecuteAsync(
                crm.Tenant.System,
                new ContactInput
                {
                    Name = "Secret Person",
                    Email = "secret@example.com",
                    Owner = crm.Tenant.Colleague.Member,
                },
                default
            );
    }

    private Task<ImportResult> ImportAsync(string mapping, string csv, Caller? caller = null) =>
        crm.ImportAsync(ImportMappingYaml.Parse(mapping), Encoding.UTF8.GetBytes(csv), caller: caller);

    private async Task<string> StateAsync()
    {
        var members = await crm.Tenant.ReadAsync(unit => unit.Tenancy.GetMembersAsync(default));
        var fields = await crm.Tenant.ReadAsync(unit => unit.Tenancy.GetCustomFieldsAsync(default));
        var companies = await crm.Tenant.ReadAsync(unit =>
            unit.Records.ListAsync(new RecordFilter { Type = RecordType.Company }, new PageRequest(200), default)
        );
        return string.Join(
            '\n',
            [.. members.Select(row => row.ToString()).Order(), .. fields.Select(row => row.ToString()), .. companies.Rows.Select(row => row.Name)]
        );
    }
}
