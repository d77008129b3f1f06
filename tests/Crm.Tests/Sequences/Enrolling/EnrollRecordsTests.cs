using System.Text.Json;
using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Sequences.Enrolling;

/// <summary>Long lists are enrolled portion by portion.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EnrollRecordsTests(string kind)
{
    private SequenceDesk desk = null!;
    private Func<EligibilityContext, string?> rule = _ => null;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind, null, new Eligibility(asked => rule(asked)));

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_long_list_is_one_batch_with_an_answer_for_each_record_in_its_order()
    {
        await PublishAsync("once");
        var records = await ContactsAsync(1_030);
        var twin = records[3] with { Id = new RecordId(Sample.Id()), Name = "The same person" };
        await desk.StoreAsync(twin);
        var (list, progress) = (new List<RecordRef>([.. records.Select(record => record.Ref), twin.Ref, records[0].Ref]), new Heard());

        var result = await EnrollAsync(desk.Rep, list, progress);

        Assert.That(result.Answers.Select(answer => answer.Record), Is.EqualTo(list.Distinct()));
        Assert.That(result.Enrolled, Is.EqualTo(1_030));
        Assert.That(result.Answers[^1].Reasons.Single().Why, Is.EqualTo("The same person is enrolled by another record of this list."));
        Assert.That(progress.Counts, Is.EqualTo(new[] { 500, 1_000, 1_031 }));
        Assert.That(await BatchesAsync(), Is.EqualTo(new[] { (result.Batch, 1_030, 1) }));
        Assert.That((await EnrollmentsAsync()).Select(enrollment => enrollment.Batch), Is.All.EqualTo(result.Batch).And.Exactly(1_030).Items);
    }

    [TestCase(null)]
    [TestCase("the list of Monday")]
    public async Task What_is_enrolled_stays_where_it_breaks_off_and_the_same_request_goes_on_with_the_rest(string? key)
    {
        await PublishAsync("always");
        List<RecordRef> list = [.. (await ContactsAsync(1_210)).Select(record => record.Ref)];
        var caller = desk.Rep with { IdempotencyKey = key };
        var commits = 0;
        var dying = desk.Crm.StartAnother(same =>
            same with
            {
                OnStoreCall = call =>
                    _ = call is { Member: "CommitAsync", IsDone: false } && ++commits == 3 ? throw new OperationCanceledException("killed") : call,
            }
        );
        Assert.ThrowsAsync<OperationCanceledException>(() => dying.UseCase<EnrollRecords>().ExecuteAsync(caller, new EnrollInput("people", list), default));
        var before = await EnrollmentsAsync();
        Assert.That(before, Has.Count.EqualTo(1_000));

        var result = await EnrollAsync(caller, list);

        Assert.That((result.Enrolled, result.Batch), Is.EqualTo((1_210, before[0].Batch)));
        var after = await EnrollmentsAsync();
        Assert.That(after.Select(enrollment => enrollment.Record), Is.Unique.And.Exactly(1_210).Items);
        Assert.That(result.Answers.Select(answer => answer.Enrollment), Is.EquivalentTo(after.Select(enrollment => enrollment.Id)));
        Assert.That(await BatchesAsync(), Is.EqualTo(new[] { (result.Batch, 1_210, 0) }));

        var again = await EnrollAsync(caller, list);
        Assert.That(again.Batch == result.Batch, Is.EqualTo(key is not null), "with a key it was done, without one it is a new request");
        Assert.That(await EnrollmentsAsync(), Has.Count.EqualTo(key is null ? 2_420 : 1_210));
    }

    [Test]
    public async Task A_key_of_a_long_list_is_no_key_of_another_list()
    {
        await PublishAsync("always");
        List<RecordRef> list = [.. (await ContactsAsync(505)).Select(record => record.Ref)];
        var caller = desk.Rep with { IdempotencyKey = "mine" };
        await EnrollAsync(caller, list);

        foreach (var other in new[] { list[..7], list[1..] })
            Assert.That(
                Assert.ThrowsAsync<CrmException>(() => EnrollAsync(caller, other))!.Error,
                Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("idempotency-key-reused")
            );
    }

    [Test]
    public async Task Rules_are_asked_while_nobody_has_to_wait_for_them()
    {
        await PublishAsync("once");
        var (first, other) = (await desk.ContactAsync("First"), await desk.ContactAsync("Other"));
        EnrollResult? meanwhile = null;
        rule = asked =>
        {
            if (asked.Record.Ref == first.Ref)
                meanwhile ??= EnrollAsync(desk.Rep, [other.Ref]).GetAwaiter().GetResult();
            return null;
        };

        Assert.That((await EnrollAsync(desk.Rep, [first.Ref])).Enrolled, Is.EqualTo(1));
        Assert.That(meanwhile!.Enrolled, Is.EqualTo(1), "somebody else has enrolled while the rule was asked");
    }

    [Test]
    public async Task What_has_changed_since_a_rule_was_asked_about_it_is_asked_about_again()
    {
        await PublishAsync("once");
        var (bert, cleo) = (await desk.ContactAsync("Bert"), await desk.ContactAsync("Cleo"));
        var asked = new List<string>();
        rule = context =>
        {
            asked.Add(context.Record.Name);
            if (context.Record.Name == "Bert")
                desk.ChangeAsync(bert, "name", "Bert Never").GetAwaiter().GetResult();
            return context.Record.Name.EndsWith("Never", StringComparison.Ordinal) ? "Never him." : null;
        };

        var result = await EnrollAsync(desk.Rep, [bert.Ref, cleo.Ref]);

        Assert.That(result.Answers.Select(answer => answer.Reasons.SingleOrDefault()?.Why), Is.EqualTo(new[] { "test.rule: Never him.", null }));
        Assert.That(asked, Is.EqualTo(new[] { "Bert", "Cleo", "Bert Never" }), "and nothing else is");
    }

    private Task<SavedSequence> PublishAsync(string reenroll) =>
        desk.PublishAsync(
            $$"""
            sequence: People
            key: people
            for: [contact]
            reenroll: {{reenroll}}
            exclusive: no
            steps:
              - { key: hello, step: task, subject: "Say hello" }
            """
        );

    private async Task<List<Contact>> ContactsAsync(int count)
    {
        List<Contact> contacts = [.. Enumerable.Range(0, count).Select(number => Sample.Contact(desk.Tenant.Id, $"Person {number}", desk.Rep.Member))];
        await desk.StoreAsync([.. contacts]);
        return contacts;
    }

    private Task<EnrollResult> EnrollAsync(Caller caller, IReadOnlyList<RecordRef> records, IProgress<int>? progress = null) =>
        desk.UseCase<EnrollRecords>().ExecuteAsync(caller, new EnrollInput("people", records) { Progress = progress }, default);

    private async Task<List<Enrollment>> EnrollmentsAsync()
    {
        var (found, next) = (new List<Enrollment>(), (string?)null);
        do
        {
            var page = await desk.ReadAsync(unit => unit.Sequences.ListEnrollmentsAsync(new EnrollmentFilter(), new PageRequest(200, next), default));
            found.AddRange(page.Rows);
            next = page.Next;
        } while (next is not null);
        return found;
    }

    private async Task<List<(Guid? Id, int Enrolled, int Refused)>> BatchesAsync()
    {
        await using var connection = await desk.Crm.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, cast(counts as text) from crm_batch where kind = 'enroll'";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(Guid?, int, int)>();
        while (await reader.ReadAsync())
        {
            using var counts = JsonDocument.Parse(reader.GetString(1));
            Assert.That(counts.RootElement.EnumerateObject().Count(), Is.EqualTo(2), "nothing is left to do");
            found.Add((reader.GetGuid(0), counts.RootElement.GetProperty("enrolled").GetInt32(), counts.RootElement.GetProperty("refused").GetInt32()));
        }
        return found;
    }

    private sealed class Eligibility(Func<EligibilityContext, string?> whyNot) : IEligibilityRule
    {
        public string Key => "test.rule";

        public string? WhyNot(EligibilityContext context) => whyNot(context);
    }

    private sealed class Heard : IProgress<int>
    {
        public List<int> Counts { get; } = [];

        public void Report(int value) => Counts.Add(value);
    }
}
