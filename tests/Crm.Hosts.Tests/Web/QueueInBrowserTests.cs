using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Extensions;

namespace Crm.Tests.Hosts.Web;

/// <summary>A rep works through the queue with keys: several at once, and calls that nobody answers.</summary>
[Category("Long")]
internal sealed class QueueInBrowserTests
{
    private const string NoAnswer = "6";
    private DemoSite site = null!;
    private MemberId jonas;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        site = await DemoSite.StartAsync();
        jonas = (await RunAsync<ListMembers, MemberList>(list => list.ExecuteAsync(WebServer.Caller, new NoInput(), default)))
            .Members.Single(member => member.Name == "Jonas Weber")
            .Id;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [Test]
    public async Task Several_tasks_are_put_off_done_and_cancelled_at_once_with_keys_and_what_can_be_is_undone()
    {
        for (var number = 1; number <= 4; number++)
            await TaskAsync($"Sort the folder {number}", TaskKind.ToDo, DateTimeOffset.UtcNow.AddDays(-number));
        await SequenceTaskAsync();
        await using var context = await site.OpenAsync(state: "rep");
        var page = await OpenAsync(context, "/queue?show=tasks");
        var rows = page.Locator(".queue-row");
        var all = await rows.CountAsync();
        var first = await SubjectsAsync(page);

        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator(".queue-item[aria-current]")).ToContainTextAsync(first[1]);
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".queue-bulk")).ToContainTextAsync("2 chosen");
        await DemoSite.ShootAsync(page, "queue-several");
        await page.Keyboard.PressAsync("Shift+S");
        await SaidAsync(page, "2 snoozed.");
        Assert.That(await SubjectsAsync(page), Is.Not.EqualTo(first));
        await page.Keyboard.PressAsync("u");
        await SaidAsync(page, "Undone.");
        Assert.That(await SubjectsAsync(page), Is.EqualTo(first));

        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator(".queue-bulk")).ToContainTextAsync($"{all} chosen");
        await page.Keyboard.PressAsync("Shift+D");
        await SaidAsync(page, $"{all} completed.");
        await MovedOnAsync();
        await Assertions.Expect(page.GetByText("Nothing waits for you here.")).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "queue-empty");
        await page.Keyboard.PressAsync("u");
        await SaidAsync(page, "Undone.");
        var kept = await page.Locator(".crm-queue [role=status] li").AllInnerTextsAsync();
        Assert.That(kept, Is.Not.Empty.And.All.Contain("has moved on"), "sequences that waited for a task do not come back to it");
        await Assertions.Expect(rows).ToHaveCountAsync(all - kept.Count);

        await page.GetByLabel("Choose Sort the folder 1", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Choose Sort the folder 3", new() { Exact = true }).CheckAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.GetByLabel("Reason (optional)").FillAsync("The folder is gone.");
        await DemoSite.ShootAsync(page, "queue-cancel");
        await page.Keyboard.PressAsync("Control+Enter");

        await SaidAsync(page, "2 called off.");
        await Assertions.Expect(rows).ToHaveCountAsync(all - kept.Count - 2);
        Assert.That(await SubjectsAsync(page), Has.None.EqualTo("Sort the folder 1").And.None.EqualTo("Sort the folder 3"));
    }

    [Test]
    public async Task A_call_that_nobody_answers_is_made_again_in_two_hours_the_next_morning_or_at_a_time_where_the_person_is()
    {
        var task = await TaskAsync("Ring the harbour", TaskKind.Call, DateTimeOffset.UtcNow.AddDays(-30), "America/New_York");
        await using var context = await site.OpenAsync(state: "rep");
        var page = await OpenAsync(context, "/queue?show=calls");
        var newYork = DateTimeZoneProviders.Tzdb["America/New_York"];

        await ChooseAsync(page);
        await Assertions.Expect(page.Locator(".queue-work a.phone")).ToHaveAttributeAsync("href", "tel:+12125550142");
        await Assertions.Expect(page.Locator(".queue-work .badge", new() { HasText = "Local time" })).ToHaveAttributeAsync("title", "America/New_York");
        await page.Keyboard.PressAsync(NoAnswer);
        await Assertions.Expect(page.GetByText("No answer: when do you try again?")).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "queue-retry");
        await page.Keyboard.PressAsync("1");
        await SaidAsync(page, "No answer. Call again");
        Assert.That((await FindAsync(task)).DueAt, Is.EqualTo(DateTimeOffset.UtcNow.AddHours(2)).Within(TimeSpan.FromMinutes(2)));

        await page.Keyboard.PressAsync("u");
        await SaidAsync(page, "Undone.");
        Assert.That((await FindAsync(task)).DueAt, Is.EqualTo(task.DueAt), "and the call is gone");
        Assert.That(await CallsAsync(), Is.Empty);

        await ChooseAsync(page);
        await page.Keyboard.PressAsync(NoAnswer);
        await Assertions.Expect(page.GetByText("No answer: when do you try again?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("2");
        await SaidAsync(page, "No answer. Call again");
        Assert.That((await FindAsync(task)).DueAt!.Value.ToInstant().InZone(newYork).TimeOfDay, Is.EqualTo(new LocalTime(9, 0)));

        await ChooseAsync(page);
        await page.Keyboard.PressAsync("5");
        await Assertions.Expect(page.GetByText("Left voicemail: when do you try again?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByText("How did the call go?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("7");
        await Assertions.Expect(page.GetByText("Busy: when do you try again?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("3");
        var time = page.Locator("input[name=retryAt]");
        await Assertions.Expect(time).ToBeFocusedAsync();
        await DemoSite.ShootAsync(page, "queue-retry-at");
        var day = DateTimeOffset.UtcNow.ToInstant().InZone(newYork).Date.PlusDays(5);
        await time.FillAsync($"{day:uuuu-MM-dd}T15:30");
        await page.Keyboard.PressAsync("Enter");
        await SaidAsync(page, "Busy. Call again");
        Assert.That((await FindAsync(task)).DueAt!.Value.ToInstant().InZone(newYork).LocalDateTime, Is.EqualTo(day.At(new LocalTime(15, 30))));
        Assert.That(await CallsAsync(), Is.EquivalentTo(new[] { "no_answer", "busy" }));

        await ChooseAsync(page);
        // Faster than the page: the second key must not be taken for an outcome.
        await page.EvaluateAsync(
            "keys => { for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); }",
            new[] { NoAnswer, "2" }
        );
        await Assertions.Expect(page.GetByText("No answer: when do you try again?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("4");
        await SaidAsync(page, "Completed.");
        Assert.That((await FindAsync(task)).State, Is.EqualTo(ActivityState.Completed));

        async Task<List<string?>> CallsAsync() =>
            [
                .. (
                    await RunAsync<ListActivities, Page<LoggedActivity>>(list =>
                        list.ExecuteAsync(
                            WebServer.Caller,
                            new ListActivitiesInput(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1)) { Types = ["call"], Member = jonas },
                            default
                        )
                    )
                )
                    .Rows.Where(row => row.Subject == "Ring the harbour")
                    .Select(row => row.Outcome),
            ];

        static async Task ChooseAsync(IPage page)
        {
            await page.Locator(".queue-item", new() { HasText = "Ring the harbour" }).ClickAsync();
            await Assertions.Expect(page.Locator(".queue-work h2")).ToHaveTextAsync("Ring the harbour");
        }
    }

    [TestCase(390, false)]
    [TestCase(390, true)]
    [TestCase(1280, false)]
    [TestCase(1280, true)]
    public async Task It_fits_with_some_chosen(int width, bool isDark)
    {
        await TaskAsync($"Look at {width} {isDark}", TaskKind.Call, DateTimeOffset.UtcNow.AddHours(-1), "America/New_York");
        await using var context = await site.OpenAsync(width, isDark, state: "rep");
        var page = await OpenAsync(context, "/queue?show=calls");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync(NoAnswer);
        await Assertions.Expect(page.GetByText("No answer: when do you try again?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.Locator("input[name=retryAt]")).ToBeFocusedAsync();
        await DemoSite.ShootAsync(page, $"queue-chosen-{width}-{(isDark ? "dark" : "light")}");

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        Assert.That(overflow, Is.Zero);
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, $"queue-cancel-{width}-{(isDark ? "dark" : "light")}");
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
    }

    [TestCase(390, true)]
    [TestCase(1280, false)]
    public async Task An_enrollment_shows_whom_it_addresses_and_how_that_is_changed(int width, bool isDark)
    {
        var rows = await RunAsync<ListEnrollments, Page<EnrollmentRow>>(list => list.ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput(), default));
        await using var context = await site.OpenAsync(width, isDark);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/enrollments/{rows.Rows[0].Enrollment.Id}");
        var recipient = page.GetByRole(AriaRole.Region, new() { Name = "Recipient" });

        await Assertions.Expect(recipient).ToContainTextAsync(rows.Rows[0].RecordName);
        await recipient.GetByText("Change the recipient").First.ClickAsync();
        await Assertions.Expect(recipient.GetByLabel("Another address")).ToBeVisibleAsync();

        await DemoSite.ShootAsync(page, $"enrollment-recipient-{width}");
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero);
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
    }

    private async Task<ActivityView> TaskAsync(string subject, TaskKind kind, DateTimeOffset due, string? zone = null)
    {
        var person = new ContactInput
        {
            FirstName = "Harriet",
            LastName = $"Harbour {subject.Length}",
            Phone = "+1 212 555 0142",
            Zone = zone,
            Owner = jonas,
        };
        var contact = await RunAsync<CreateContact, RecordResult>(create => create.ExecuteAsync(WebServer.Caller, person, default));
        var input = new CreateTaskInput([contact.Record], subject)
        {
            Kind = kind,
            DueAt = due,
            Assignee = jonas,
        };
        return await RunAsync<CreateTask, ActivityView>(create => create.ExecuteAsync(WebServer.Caller, input, default));
    }

    private async Task<ActivityView> FindAsync(ActivityView task) =>
        (await RunAsync<GetActivity, ActivityPage>(get => get.ExecuteAsync(WebServer.Caller, new GetActivityInput(task.Id), default))).Activity;

    /// <summary>A task that a sequence waits for.</summary>
    private async Task SequenceTaskAsync()
    {
        const string yaml = """
            sequence: sorting
            key: sorting
            for: [contact]
            steps:
              - key: sort
                step: task
                subject: "Sort what {{ contact.first_name }} sent"
            """;
        await RunAsync<PublishSequence, SavedSequence>(publish => publish.ExecuteAsync(WebServer.Caller, new SequenceInput { Yaml = yaml }, default));
        var person = new ContactInput
        {
            FirstName = "Sally",
            LastName = "Sorting",
            Owner = jonas,
        };
        var contact = await RunAsync<CreateContact, RecordResult>(create => create.ExecuteAsync(WebServer.Caller, person, default));
        var enrolled = await RunAsync<EnrollRecords, EnrollResult>(enroll =>
            enroll.ExecuteAsync(WebServer.Caller, new EnrollInput("sorting", [contact.Record]) { Owner = jonas }, default)
        );
        Assert.That(enrolled.Enrolled, Is.EqualTo(1));
        await Story.Eventually.AsyncOf(
            () =>
                RunAsync<ListTasks, Page<TaskView>>(list =>
                    list.ExecuteAsync(WebServer.Caller, new ListTasksInput { Assignee = jonas, Page = new PageRequest(200) }, default)
                ),
            tasks => tasks.Rows.Any(row => row.Activity.Subject == "Sort what Sally sent"),
            "the sequence has made its task",
            () => ""
        );
    }

    /// <summary>The sequence that waited for what was done has moved on.</summary>
    private async Task MovedOnAsync() =>
        await Story.Eventually.AsyncOf(
            () =>
                RunAsync<ListEnrollments, Page<EnrollmentRow>>(list =>
                    list.ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput { Sequence = "sorting" }, default)
                ),
            page => page.Rows.Single().Enrollment.State == EnrollmentState.Finished,
            "the sequence has moved on",
            () => ""
        );

    private async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> run)
        where TUseCase : UseCase
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return page;
    }

    private static Task SaidAsync(IPage page, string text) => Assertions.Expect(page.Locator(".crm-queue [role=status] .notice")).ToContainTextAsync(text);

    private static async Task<IReadOnlyList<string>> SubjectsAsync(IPage page) => await page.Locator(".queue-item .task").AllInnerTextsAsync();
}
