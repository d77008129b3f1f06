using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences.Drafts;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ListQueueTests(string kind)
{
    private SequenceDesk desk = null!;
    private Contact ada = null!;
    private Contact bob = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        desk = await SequenceDesk.OpenAsync(kind);
        (ada, bob) = (await desk.ContactAsync("Ada"), await desk.ContactAsync("Bob"));
        await desk.PublishAsync(Yaml("calls", """step: call, subject: "Call {{ contact.name }}" """));
        await desk.PublishAsync(Yaml("drafts", """step: email.manual, subject: "An offer", body: "As agreed." """));
        await desk.EnrollAsync("calls", ada);
        await desk.RunAsync();
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.UseCase<EnrollRecords>()
            .ExecuteAsync(desk.Administrator, new EnrollInput("drafts", [bob.Ref]) { Owner = desk.Administrator.Member }, default);
        await desk.RunAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task What_waits_for_people_stands_there_the_earliest_due_first_with_record_and_text()
    {
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Administrator, new CreateTaskInput([ada.Ref], "By hand"), default);

        var rows = (await ListAsync(desk.Administrator, new())).Rows;

        Assert.That(
            rows.Select(row => (row.Activity.Subject, row.RecordName)),
            Is.EqualTo(new[] { ("Call Ada", "Ada"), ("An offer", "Bob") }),
            "what no sequence made is no part of it"
        );
        Assert.That(rows.Select(row => row.Text?.Text), Is.EqualTo(new[] { null, "As agreed." }));
        var approved = await desk.UseCase<ApproveDraft>()
            .ExecuteAsync(desk.Administrator, new ApproveDraftInput(rows[1].Activity.Id, rows[1].Text!.Hash), default);
        Assert.That(approved.Message, Is.Not.Null, "the hash that the queue shows is what an approval names");
        Assert.That((await ListAsync(desk.Administrator, new())).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_is_narrowed_by_assignee_and_due_and_shows_nobody_what_waits_for_others()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await SubjectsAsync(desk.Administrator, new() { Assignee = desk.Administrator.Member }), Is.EqualTo(new[] { "An offer" }));
            Assert.That(await SubjectsAsync(desk.Administrator, new() { DueBefore = Sample.Now }), Is.EqualTo(new[] { "Call Ada" }));
            Assert.That(await SubjectsAsync(desk.Rep, new()), Is.EqualTo(new[] { "Call Ada" }));
        });
    }

    [Test]
    public void A_page_of_no_rows_is_refused()
    {
        var refused = Assert.ThrowsAsync<CrmException>(() => ListAsync(desk.Rep, new() { Page = new PageRequest(0) }));
        Assert.That(refused!.Message, Does.Contain("1–200"));
    }

    [Test]
    public async Task A_page_is_full_whatever_else_is_to_be_done()
    {
        await desk.UseCase<CreateTask>()
            .ExecuteAsync(desk.Administrator, new CreateTaskInput([ada.Ref], "First of all") { DueAt = Sample.Now.AddDays(-1) }, default);

        var page = await ListAsync(desk.Administrator, new() { Page = new PageRequest(2) });

        Assert.That((page.Rows.Count, page.Next), Is.EqualTo((2, (string?)null)));
    }

    [Test]
    public async Task All_pages_are_full_but_the_last_and_only_that_one_names_no_next()
    {
        for (var number = 0; number < 4; number++)
        {
            await desk.EnrollAsync("calls", await desk.ContactAsync($"Person {number}"));
            for (var other = 0; other < 5; other++)
                await desk.UseCase<CreateTask>()
                    .ExecuteAsync(desk.Administrator, new CreateTaskInput([ada.Ref], "By hand") { DueAt = desk.Clock.GetUtcNow() }, default);
        }
        await desk.RunAsync();

        var (sizes, next) = (new List<int>(), (string?)null);
        do
        {
            var page = await ListAsync(desk.Administrator, new() { Page = new PageRequest(3, next) });
            sizes.Add(page.Rows.Count);
            next = page.Next;
        } while (next is not null);

        Assert.That(sizes, Is.EqualTo(new[] { 3, 3 }), "six of sequences among twenty by hand");
    }

    private Task<Page<TaskView>> ListAsync(Caller caller, ListTasksInput input) =>
        desk.UseCase<ListTasks>().ExecuteAsync(caller, input with { OfSequencesOnly = true, WithText = true }, default);

    private async Task<IEnumerable<string>> SubjectsAsync(Caller caller, ListTasksInput input) =>
        (await ListAsync(caller, input)).Rows.Select(row => row.Activity.Subject);

    private static string Yaml(string key, string step) =>
        $$"""
            sequence: {{key}}
            key: {{key}}
            for: [contact]
            steps:
              - { key: only, {{step}} }
            """;
}
