using System.Text;
using Crm.Stores;

namespace Crm.Records;

/// <summary>Records that a file names are found with a few reads, however many it names.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SelectRecordsTests(string kind)
{
    [Test]
    public async Task References_and_names_of_a_file_are_found_with_as_many_reads_for_fifty_as_for_two()
    {
        var calls = 0;
        await using var office = new Office(
            await CrmHarness.StartAsync(
                new CrmHarnessOptions
                {
                    Kind = kind,
                    OnStoreCall = call => calls += call is { IsDone: true, Port: nameof(IRecordStore) or nameof(IRecordLookup) } ? 1 : 0,
                }
            )
        );
        for (var number = 0; number < 50; number++)
        {
            await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = $"Company {number}" }, default);
            await office
                .UseCase<CreateDeal>()
                .ExecuteAsync(office.Rep, new DealInput { Name = $"Deal {number}", References = [new ExternalId("erp", $"D-{number}")] }, default);
        }

        var (two, readsOfTwo) = await CountedAsync(1);
        var (hundred, readsOfHundred) = await CountedAsync(50);

        Assert.That((two.Count, hundred.Count, readsOfHundred), Is.EqualTo((2, 100, readsOfTwo)));
        Assert.That(hundred.Select(record => record.Name), Does.Contain("Company 49").And.Contain("Deal 49"));

        async Task<(IReadOnlyList<NamedRecord> Found, int Reads)> CountedAsync(int count)
        {
            var rows = Enumerable.Range(0, count).Select(number => $"\"company:\"\"Company {number}\"\"\"\ndeal:D-{number}\n");
            calls = 0;
            return (await SelectAsync(office, "record\n" + string.Concat(rows)), calls);
        }
    }

    [Test]
    public async Task A_file_is_read_from_its_beginning_when_the_database_asks_to_try_again()
    {
        var isToFail = false;
        await using var office = new Office(
            await CrmHarness.StartAsync(
                new CrmHarnessOptions
                {
                    Kind = kind,
                    OnStoreCall = call =>
                    {
                        if (!isToFail || call is not { IsDone: false, Port: nameof(IRecordStore) or nameof(IRecordLookup) })
                            return;
                        isToFail = false;
                        throw new TransientStoreException("deadlock", new InvalidOperationException());
                    },
                }
            )
        );
        await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme" }, default);
        isToFail = true;

        var found = await SelectAsync(office, "record\n\"company:\"\"Acme\"\"\"\n");

        Assert.That((found.Single().Name, isToFail), Is.EqualTo(("Acme", false)));
    }

    [Test]
    public async Task A_line_that_names_no_record_is_named()
    {
        await using var office = await Office.OpenAsync(kind);
        var error = await office.RefusedAsync<CrmError.Invalid>(() => SelectAsync(office, "record\n12:x\n"));
        Assert.That(error.Problems.Single().Line, Is.EqualTo(2));
    }

    private static async Task<IReadOnlyList<NamedRecord>> SelectAsync(Office office, string csv)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await office
            .UseCase<SelectRecords>()
            .ExecuteAsync(office.System, new SelectRecordsInput([]) { Content = content, FileName = "records.csv" }, default);
    }
}
