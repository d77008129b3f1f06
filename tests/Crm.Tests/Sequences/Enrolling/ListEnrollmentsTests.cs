using Crm.Kernel;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences.Enrolling;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ListEnrollmentsTests(string kind)
{
    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(_ => new StepDecision.Done()));
        await desk.PublishAsync(Yaml("first", "delay: 1 day"));
        await desk.PublishAsync(Yaml("second", "delay: 0 minutes"));
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task The_newest_stands_first_and_pages_hold_each_once()
    {
        var contacts = new List<CrmRecord>();
        for (var number = 0; number < 7; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        await desk.EnrollAsync("first", [.. contacts]);

        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await ListAsync(new ListEnrollmentsInput { Page = new PageRequest(3, after) });
            names.AddRange(page.Rows.Select(row => row.RecordName));
            after = page.Next;
        } while (after is not null);

        Assert.That(names, Is.EqualTo(contacts.Select(contact => contact.Name).Reverse()));
    }

    [Test]
    public async Task It_is_narrowed_by_sequence_record_state_and_batch()
    {
        var (ada, bob) = (await desk.ContactAsync("Ada"), await desk.ContactAsync("Bob"));
        var batch = (await desk.EnrollAsync("first", ada, bob)).Batch;
        await desk.EnrollAsync("second", ada);
        await desk.RunAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await NamesAsync(new()), Is.EqualTo(new[] { "second:Ada", "first:Bob", "first:Ada" }));
            Assert.That(await NamesAsync(new() { Sequence = "first" }), Is.EqualTo(new[] { "first:Bob", "first:Ada" }));
            Assert.That(await NamesAsync(new() { Record = ada.Id }), Is.EqualTo(new[] { "second:Ada", "first:Ada" }));
            Assert.That(await NamesAsync(new() { States = [EnrollmentState.Finished] }), Is.EqualTo(new[] { "second:Ada" }));
            Assert.That(await NamesAsync(new() { Batch = batch }), Is.EqualTo(new[] { "first:Bob", "first:Ada" }));
        });
    }

    [Test]
    public async Task A_member_sees_no_enrollments_of_others()
    {
        await desk.EnrollAsync("first", await desk.ContactAsync("Ada"));

        var seen = await desk.UseCase<ListEnrollments>().ExecuteAsync(desk.Colleague, new(), default);

        Assert.That(seen.Rows, Is.Empty);
    }

    [Test]
    public void A_sequence_that_is_not_there_and_a_page_that_is_too_large_are_refused()
    {
        var unknown = Assert.ThrowsAsync<CrmException>(() => ListAsync(new() { Sequence = "none" }));
        Assert.That(unknown!.Error, Is.InstanceOf<CrmError.NotFound>());
        var large = Assert.ThrowsAsync<CrmException>(() => ListAsync(new() { Page = new PageRequest(201) }));
        Assert.That(large!.Message, Does.Contain("1–200").And.Contain("201"));
    }

    private Task<Page<EnrollmentRow>> ListAsync(ListEnrollmentsInput input) => desk.UseCase<ListEnrollments>().ExecuteAsync(desk.Rep, input, default);

    private async Task<IEnumerable<string>> NamesAsync(ListEnrollmentsInput input) =>
        (await ListAsync(input)).Rows.Select(row => $"{row.SequenceKey}:{row.RecordName}");

    private static string Yaml(string key, string delay) =>
        $$"""
            sequence: {{key}}
            key: {{key}}
            for: [contact]
            exclusive: no
            steps:
              - { key: only, step: test.script, {{delay}} }
            """;
}
