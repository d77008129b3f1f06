using Crm.Records;
using Crm.Sql;
using Crm.Testing;
using Crm.Testing.Builders;
using CsCheck;

namespace Crm.Stores.Tests;

/// <summary>Filters and order by custom fields that are declared indexed.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class CustomFieldTests(string kind)
{
    private TestDatabase database = null!;
    private TenantId tenant;

    [OneTimeSetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync(kind);

    [SetUp]
    public void NewTenant() => tenant = Sample.TenantId();

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Filters_by_text_without_case_and_by_an_item_of_a_list()
    {
        var (ann, bob) = (With("""{"region":"EMEA","tags":["Gold","new"]}"""), With("""{"region":"APAC"}"""));
        await WriteAsync(Sample.Insert(Field("region"), Field("tags")));
        await WriteAsync(Sample.Insert(ann, bob, With("{}")));
        Assert.That(await IdsAsync(new() { ["region"] = "emea" }), Is.EqualTo(new[] { ann.Id }));
        Assert.That(await IdsAsync(new() { ["tags"] = "gold" }), Is.EqualTo(new[] { ann.Id }));
        Assert.That(await IdsAsync(new() { ["tags"] = "gold", ["region"] = "APAC" }), Is.Empty);
    }

    [Test]
    public async Task Follows_changes_of_the_record()
    {
        var contact = With("""{"region":"EMEA"}""");
        await WriteAsync(Sample.Insert(Field("region"), contact));
        contact = contact with { Custom = """{"region":"APAC"}""", Revision = 2 };
        await WriteAsync(Sample.Update(contact));
        Assert.That(await IdsAsync(new() { ["region"] = "EMEA" }), Is.Empty);
        Assert.That(await IdsAsync(new() { ["region"] = "APAC" }), Is.EqualTo(new[] { contact.Id }));
    }

    [Test]
    public async Task Finds_what_was_there_before_the_field_was_declared()
    {
        var contacts = Enumerable.Range(0, 1100).Select(number => With($$"""{"region":"R{{number % 10}}"}""")).ToList();
        await WriteAsync(Sample.Insert(contacts));
        await WriteAsync(Sample.Insert(Field("region")));
        Assert.That(await IdsAsync(new() { ["region"] = "R3" }), Has.Count.EqualTo(110));
        await WriteAsync(Sample.Update(Field("region") with { IsIndexed = false, Revision = 2 }));
        Assert.ThrowsAsync<CrmException>(() => IdsAsync(new() { ["region"] = "R3" }));
    }

    [Test]
    public async Task Finds_what_is_written_while_the_field_is_declared()
    {
        var (early, late) = (With("""{"region":"North","size":7}"""), With("""{"region":"North","size":8}"""));
        var writer = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await writer.ApplyAsync(Sample.Insert(early), default);
        var declared = Task.Run(() => WriteAsync(Sample.Insert(Field("region"))));
        await WaitsAsync(declared);
        await writer.CommitAsync(default);
        await writer.DisposeAsync();
        await declared;
        Assert.That(await IdsAsync(new() { ["region"] = "north" }), Is.EqualTo(new[] { early.Id }), "the declaration waited for the record");

        var declarer = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await declarer.ApplyAsync(Sample.Insert(Field("size", CustomFieldKind.Number)), default);
        var written = Task.Run(() => WriteAsync(Sample.Insert(late)));
        await WaitsAsync(written);
        await declarer.CommitAsync(default);
        await declarer.DisposeAsync();
        await written;
        Assert.That(await IdsAsync(new() { ["size"] = "8" }), Is.EqualTo(new[] { late.Id }), "the record waited for the declaration");
        Assert.That(await IdsAsync(new() { ["region"] = "north" }), Is.EquivalentTo(new[] { early.Id, late.Id }));
    }

    [Test]
    public async Task Sorts_numbers_as_numbers_and_those_without_last()
    {
        await WriteAsync(Sample.Insert(Field("size", CustomFieldKind.Number)));
        var values = new[] { "-20", "-3.5", "-3", "0", "2", "2.5", "10", "1000000" };
        var contacts = values.Select(value => With($$"""{"size":{{value}}}""")).ToList();
        var without = new[] { With("{}"), With("""{"size":null}""") };
        await WriteAsync(Sample.Insert([.. contacts.Reverse<Contact>(), .. without]));
        var found = await PagesAsync(new RecordFilter { Type = RecordType.Contact, SortByCustom = "size" }, size: 3);
        Assert.That(found, Is.EqualTo(contacts.Concat(without).Select(contact => contact.Id)));
    }

    [Test]
    public async Task Names_the_fields_that_may_be_used()
    {
        await WriteAsync(Sample.Insert(Field("region"), Field("free") with { IsIndexed = false }));
        var refused = Assert.ThrowsAsync<CrmException>(() => IdsAsync(new() { ["free"] = "x" }));
        Assert.That(refused!.Message, Does.Contain("region").And.Not.Contain("free,"));
        Assert.ThrowsAsync<CrmException>(() => PagesAsync(new RecordFilter { Type = RecordType.Contact, SortByCustom = "free" }, size: 3));
    }

    [Test]
    public async Task Refuses_a_cursor_of_another_list()
    {
        await WriteAsync(Sample.Insert(With("{}"), With("{}"), With("{}")));
        await using var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var byName = await work.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(1), default);
        var newest = new RecordFilter { Type = RecordType.Contact, Sort = RecordSort.Newest };
        Assert.ThrowsAsync<CrmException>(() => work.Records.ListAsync(newest, new PageRequest(1, byName.Next), default));
        foreach (var forged in new[] { "", "x", "AAAAAAAAAAAAAAAA", byName.Next + "A", byName.Next![..^4] })
            Assert.ThrowsAsync<CrmException>(
                () => work.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(1, forged), default),
                forged
            );
        Assert.ThrowsAsync<CrmException>(() => work.Records.ListAsync(newest, new PageRequest(201), default));
    }

    [Test]
    public void The_stored_form_sorts_like_the_numbers()
    {
        var field = Field("size", CustomFieldKind.Number);
        Gen.Select(Gen.Decimal[-1_000_000m, 1_000_000m], Gen.Decimal[-10m, 10m])
            .Sample(
                (left, right) =>
                {
                    var invariant = System.Globalization.CultureInfo.InvariantCulture;
                    var stored = string.CompareOrdinal(
                        CustomValueText.Of(field, left.ToString(invariant)),
                        CustomValueText.Of(field, right.ToString(invariant))
                    );
                    return Math.Sign(stored) == Math.Sign(left.CompareTo(right));
                }
            );
    }

    /// <summary>Until it is done, or waits for a lock of the other; SQLite lets the second writer begin only when the first has ended.</summary>
    private async Task WaitsAsync(Task work)
    {
        if (kind == "sqlite")
            return;
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())";
        while (!work.IsCompleted && (long)(await command.ExecuteScalarAsync())! == 0)
            await Task.Yield();
    }

    private Contact With(string custom) => Sample.Contact(tenant) with { Custom = custom };

    private CustomField Field(string key, CustomFieldKind fieldKind = CustomFieldKind.Text) =>
        new()
        {
            Tenant = tenant,
            RecordType = RecordType.Contact,
            Key = key,
            Label = key,
            Kind = fieldKind,
            IsIndexed = true,
            Revision = 1,
        };

    private async Task WriteAsync(ChangeSet changes)
    {
        await using var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await work.ApplyAsync(changes, default);
        await work.CommitAsync(default);
    }

    private Task<List<RecordId>> IdsAsync(Dictionary<string, string> custom) =>
        PagesAsync(new RecordFilter { Type = RecordType.Contact, Custom = custom }, size: 200);

    private async Task<List<RecordId>> PagesAsync(RecordFilter filter, int size)
    {
        await using var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var ids = new List<RecordId>();
        string? next = null;
        do
        {
            var page = await work.Records.ListAsync(filter, new PageRequest(size, next), default);
            ids.AddRange(page.Rows.Select(record => record.Id));
            next = page.Next;
        } while (next is not null);
        return ids;
    }
}
