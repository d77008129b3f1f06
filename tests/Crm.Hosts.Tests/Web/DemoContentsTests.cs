using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Tests.Hosts.Story;
using Crm.Timeline;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>What <c>--demo</c> has to show: a believable company in the middle of its work.</summary>
internal sealed partial class DemoContentsTests
{
    private string folder = "";
    private WebApplication app = null!;
    private Dictionary<string, MemberView> members = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("crm-demo-").FullName;
        app = CrmWeb.Build(["--demo", $"--Crm:Data={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        members = (await UseAsync<ListMembers, NoInput, MemberList>(new NoInput())).Members.ToDictionary(member => member.Name);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task It_has_contacts_companies_leads_and_deals_over_all_stages()
    {
        var deals = await RecordsAsync(RecordType.Deal);
        var leads = await RecordsAsync(RecordType.Lead);
        Assert.Multiple(async () =>
        {
            Assert.That(await RecordsAsync(RecordType.Company), Has.Count.EqualTo(20));
            Assert.That(await RecordsAsync(RecordType.Contact), Has.Count.EqualTo(60));
            Assert.That(
                deals.CountBy(deal => deal.Text("stage")!).ToDictionary(),
                Is.EquivalentTo(
                    new Dictionary<string, int>
                    {
                        ["prospecting"] = 3,
                        ["engaging"] = 6,
                        ["proposal"] = 7,
                        ["won"] = 5,
                        ["lost"] = 4,
                    }
                )
            );
            Assert.That(deals.Select(deal => deal.Text("currency")).Distinct(), Is.EquivalentTo(new[] { "EUR", "GBP", "SEK", "CHF" }));
            Assert.That(deals.Where(deal => deal.Text("stage") == "lost"), Has.All.Matches<RecordView>(deal => deal.Text("loss_reason") is not null));
            Assert.That(
                leads.CountBy(lead => lead.Text("status")!).ToDictionary(),
                Is.EquivalentTo(
                    new Dictionary<string, int>
                    {
                        ["open"] = 11,
                        ["converted"] = 1,
                        ["disqualified"] = 1,
                    }
                )
            );
        });
    }

    [Test]
    public async Task Some_were_dealt_with_today_or_yesterday_and_some_have_been_forgotten()
    {
        var contacts = await RecordsAsync(RecordType.Contact);
        var days = contacts.Where(contact => contact.LastTouchedAt is not null).Select(contact => contact.LastTouchedAt!.Value.Date).Distinct().ToList();
        var forgotten = await RecordsAsync(new ListRecordsInput(RecordType.Contact) { UntouchedForDays = 30 });
        Assert.Multiple(() =>
        {
            Assert.That(days, Has.Count.GreaterThan(12));
            Assert.That(forgotten, Has.Count.InRange(10, 40));
        });
    }

    [TestCase("after-the-fair")]
    [TestCase("first-talk")]
    [TestCase("renewal")]
    public async Task A_sequence_is_half_way_with_waiting_calls_with_drafts_and_with_some_that_are_finished(string key)
    {
        var enrollments = (
            await UseAsync<ListEnrollments, ListEnrollmentsInput, Page<EnrollmentRow>>(
                new ListEnrollmentsInput { Sequence = key, Page = new PageRequest(PageRequest.MaxSize) }
            )
        ).Rows.Select(row => row.Enrollment);
        var waiting = enrollments.Where(enrollment => enrollment.State == EnrollmentState.Waiting).Select(enrollment => enrollment.StepKey).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(waiting, Has.Some.Contains("call"));
            Assert.That(waiting, Has.Some.AnyOf("letter", "heads-up"));
            Assert.That(enrollments.Select(enrollment => enrollment.Finish), Has.Some.EqualTo(FinishReason.Completed));
        });
    }

    [Test]
    public async Task Sequences_stand_in_every_state_that_a_person_has_to_know()
    {
        var all = (
            await UseAsync<ListEnrollments, ListEnrollmentsInput, Page<EnrollmentRow>>(new ListEnrollmentsInput { Page = new PageRequest(PageRequest.MaxSize) })
        ).Rows.Select(row => row.Enrollment);
        var list = await UseAsync<ListSequences, NoInput, IReadOnlyList<ListedSequence>>(new NoInput());
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(one => one.State), Is.SupersetOf(new[] { EnrollmentState.Blocked, EnrollmentState.Paused, EnrollmentState.Waiting }));
            Assert.That(
                all.Select(one => one.Finish).OfType<FinishReason>().Distinct(),
                Is.EquivalentTo(new[] { FinishReason.Completed, FinishReason.Bounced, FinishReason.OptedOut })
            );
            Assert.That(list.Where(one => one.PublishedNumber is null).Select(one => one.Sequence.Key), Is.EqualTo(new[] { "win-back" }));
        });
    }

    [Test]
    public async Task A_rep_has_drafts_to_approve_calls_to_make_and_tasks_that_are_overdue_or_due_today()
    {
        var now = DateTimeOffset.UtcNow;
        var jonas = CallerOf("Jonas Weber");
        var tasks = (
            await UseAsync<ListTasks, ListTasksInput, Page<TaskView>>(
                new ListTasksInput { Assignee = members["Jonas Weber"].Id, Page = new PageRequest(PageRequest.MaxSize) },
                jonas
            )
        ).Rows;
        var day = await UseAsync<GetDay, NoInput, DayView>(new NoInput(), jonas);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(day.Zone);
        Assert.Multiple(() =>
        {
            Assert.That(tasks.Count(task => task.Activity.TypeKey == "crm.email_draft"), Is.EqualTo(6));
            Assert.That(tasks.Count(task => task.Kind == TaskKind.Call), Is.EqualTo(10));
            Assert.That(tasks.Count(task => task.Activity.DueAt < now.AddDays(-1)), Is.GreaterThan(5), "overdue");
            Assert.That(
                tasks.Count(task => task.Activity.DueAt is { } due && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime) == day.Day),
                Is.GreaterThanOrEqualTo(4),
                "due today"
            );
            Assert.That((day.UnknownMessages, day.BlockedEnrollments), Is.EqualTo((1, 1)));
            Assert.That(day.Changes.Select(change => change.AuthorName), Has.Some.EqualTo("Mara Lindqvist"), "what others did on my records");
        });
    }

    [TestCase("Nora Admin")]
    [TestCase("Mara Lindqvist")]
    public async Task An_administrator_and_a_manager_have_work_of_their_own(string name)
    {
        var tasks = await UseAsync<ListTasks, ListTasksInput, Page<TaskView>>(new ListTasksInput { Assignee = members[name].Id }, CallerOf(name));
        Assert.That(tasks.Rows.Select(task => task.Activity.TypeKey).Distinct(), Is.EquivalentTo(new[] { "crm.email_draft", "crm.task" }));
        Assert.That(tasks.Rows.Select(task => task.Kind), Has.Some.EqualTo(TaskKind.Call));
    }

    [Test]
    public async Task Nobody_knows_of_one_mail_whether_it_arrived_and_one_address_has_bounced()
    {
        var unknown = await UseAsync<ListMessages, ListMessagesInput, Page<MessageView>>(new ListMessagesInput { States = [MessageState.Unknown] });
        var suppressed = await UseAsync<ListSuppressions, ListSuppressionsInput, Page<SuppressionView>>(new ListSuppressionsInput());
        var sent = await UseAsync<ListMessages, ListMessagesInput, Page<MessageView>>(
            new ListMessagesInput { States = [MessageState.Sent], Page = new PageRequest(PageRequest.MaxSize) }
        );
        Assert.Multiple(() =>
        {
            Assert.That(unknown.Rows.Select(message => message.To), Is.EqualTo(new[] { "george.whitmore@brightwater.example" }));
            Assert.That(suppressed.Rows.Select(one => one.Reason), Is.EquivalentTo(new[] { SuppressionReason.Bounced, SuppressionReason.OptedOut }));
            Assert.That(sent.Rows, Has.Count.EqualTo(34), "the others were sent, at the times that their sequences say");
            Assert.That(sent.Rows.Max(message => message.SentAt), Is.LessThan(DateTimeOffset.UtcNow));
            Assert.That(
                Directory.GetFileSystemEntries(Path.Combine(folder, "mail")),
                Has.Length.EqualTo(34),
                "nothing stands where the lost one would be written again"
            );
        });
    }

    [Test]
    public async Task Inbound_mails_have_signatures_and_quote_others_in_english_and_german()
    {
        var mails = new List<(string From, string Body)>();
        foreach (var contact in await RecordsAsync(RecordType.Contact))
        {
            var timeline = await UseAsync<GetTimeline, GetTimelineInput, TimelineView>(new GetTimelineInput(contact.Record) { Types = ["crm.email"] });
            foreach (var entry in timeline.Rows.Where(entry => entry.Direction == ActivityDirection.Inbound))
                mails.Add(
                    (contact.Name, (await UseAsync<GetActivity, GetActivityInput, ActivityPage>(new GetActivityInput(new ActivityId(entry.Id)))).Activity.Body!)
                );
        }
        var signed = mails
            .Where(mail => mail.Body.Contains(mail.From.Split(' ')[1], StringComparison.OrdinalIgnoreCase) && Phone().IsMatch(mail.Body))
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(signed, Has.Count.GreaterThanOrEqualTo(10), "signed with a phone number");
            Assert.That(
                signed.Count(mail => mail.Body.Contains("wrote:", StringComparison.Ordinal) || mail.Body.Contains("From:", StringComparison.Ordinal)),
                Is.GreaterThanOrEqualTo(3),
                "quote others"
            );
            Assert.That(
                signed.Count(mail => Regex.IsMatch(mail.Body, "schrieb|Gesendet|Freundliche Gr|Mit freundlichen")),
                Is.GreaterThanOrEqualTo(3),
                "German"
            );
            Assert.That(mails.Select(mail => mail.Body), Has.None.Contains("{"), "every placeholder is filled in");
        });
    }

    [Test]
    public async Task The_last_two_months_have_calls_meetings_mails_and_notes_by_everybody()
    {
        var now = DateTimeOffset.UtcNow;
        var logged = new List<LoggedActivity>();
        PageRequest? page = new(PageRequest.MaxSize);
        do
        {
            var part = await UseAsync<ListActivities, ListActivitiesInput, Page<LoggedActivity>>(
                new ListActivitiesInput(now.AddDays(-70), now) { Page = page }
            );
            logged.AddRange(part.Rows);
            page = part.Next is { } next ? new PageRequest(PageRequest.MaxSize, next) : null;
        } while (page is not null);
        var weeks = logged.Select(activity => (int)(now - activity.OccurredAt).TotalDays / 7).Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(logged.Select(activity => activity.TypeKey), Is.SupersetOf(new[] { "crm.call", "crm.meeting", "crm.email", "crm.note" }));
            Assert.That(weeks, Is.SupersetOf(Enumerable.Range(0, 8)));
            Assert.That(logged.Select(activity => activity.Author).OfType<Actor.OfMember>().Distinct().Count(), Is.GreaterThanOrEqualTo(6));
        });
    }

    [Test]
    public async Task Members_have_teams_signatures_templates_and_views()
    {
        var list = await UseAsync<ListMembers, NoInput, MemberList>(new NoInput());
        var jonas = CallerOf("Jonas Weber");
        var templates = await UseAsync<ListTemplates, NoInput, IReadOnlyList<MailTemplateView>>(new NoInput(), jonas);
        var views = await UseAsync<ListViews, NoInput, IReadOnlyList<SavedViewView>>(new NoInput(), jonas);
        var settings = await UseAsync<GetMemberSettings, NoInput, MemberSettingsView?>(new NoInput(), jonas);
        Assert.Multiple(() =>
        {
            Assert.That(
                list.Members.Select(member => member.Role).Distinct(),
                Is.EquivalentTo(new[] { MemberRole.Administrator, MemberRole.Manager, MemberRole.Rep })
            );
            Assert.That(list.Teams.Select(team => team.Name), Is.EqualTo(new[] { "North", "South" }));
            Assert.That(templates.Select(template => template.IsShared), Is.EquivalentTo(new[] { true, true, false }));
            Assert.That(views.Select(view => view.List.Type), Is.EquivalentTo(new[] { RecordType.Contact, RecordType.Deal }));
            Assert.That(settings!.Signature, Does.Contain("Account Executive"));
        });
    }

    /// <summary>By its CPU time: it does one thing at a time, and how long that takes on a clock depends on what else the machine does.</summary>
    [Test]
    [Category("Long")]
    public async Task It_is_alive_with_all_its_data_within_fifteen_seconds_of_the_process_start()
    {
        var data = Directory.CreateTempSubdirectory("crm-demo-start-").FullName;
        try
        {
            var started = Stopwatch.GetTimestamp();
            var address = $"http://127.0.0.1:{FreePort()}";
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [Repository.Host("Crm.Web"), "--demo", $"--Crm:Data={data}", $"--urls={address}"])
                {
                    WorkingDirectory = data,
                    RedirectStandardOutput = true,
                }
            )!;
            try
            {
                using var client = new HttpClient();
                while (!await IsReadyAsync(client, $"{address}/health/ready"))
                    Assert.That(process.HasExited, Is.False);
                process.Refresh();
                var (wall, cpu) = (Stopwatch.GetElapsedTime(started), process.TotalProcessorTime);
                TestContext.Out.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"alive after {wall.TotalSeconds:0.0} s, {cpu.TotalSeconds:0.0} s of CPU")
                );
                Assert.That(cpu, Is.LessThan(TimeSpan.FromSeconds(15)));
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string address)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(address));
            if (response.StatusCode == HttpStatusCode.OK)
                return true;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
        }
        await Task.Delay(50);
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Caller CallerOf(string name) => WebServer.Caller with { Actor = Actor.Member(members[name].Id) };

    private Task<IReadOnlyList<RecordView>> RecordsAsync(RecordType type) => RecordsAsync(new ListRecordsInput(type));

    private async Task<IReadOnlyList<RecordView>> RecordsAsync(ListRecordsInput input) =>
        (await UseAsync<ListRecords, ListRecordsInput, Page<RecordView>>(input with { Page = new PageRequest(PageRequest.MaxSize) })).Rows;

    private async Task<TResult> UseAsync<TUseCase, TInput, TResult>(TInput input, Caller? caller = null)
        where TUseCase : UseCase<TInput, TResult>
        where TInput : class
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TUseCase>().ExecuteAsync(caller ?? WebServer.Caller, input, default);
    }

    [GeneratedRegex(@"\d{3}[ -]\d{2}|-\d{3}|\d{4} \d{4}")]
    private static partial Regex Phone();
}
