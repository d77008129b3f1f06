using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Components;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tests.Hosts.Web;

/// <summary>What a dialog of an activity does with what stands in it: what is chosen is what happens, and nothing is changed that nobody touched.</summary>
internal sealed class ActivityDraftTests
{
    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """{ "type": "object", "properties": { "floor": { "type": "integer" }, "alone": { "type": "boolean" }, "rooms": { "type": "array" }, "building": { "type": "string" } } }"""
    );

    private WebServer server = null!;
    private MemberView ada = null!;
    private RecordRef contact;
    private Engine engine = null!;
    private ActivityWriting writing = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync();
        ada = (await server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members[0];
        contact = await server.ContactAsync("Draft", "draft@acme.example");
        engine = new Engine(server.App.Services.GetRequiredService<IServiceScopeFactory>(), new Ada(WebServer.Caller with { Actor = Actor.Member(ada.Id) }));
        writing = new ActivityWriting(engine, server.App.Services.GetRequiredService<IStringLocalizer<Texts>>());
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public async Task An_edit_of_the_text_keeps_the_moment_to_the_second()
    {
        var (happened, due) = (DateTimeOffset.UtcNow.AddHours(-5), DateTimeOffset.UtcNow.AddDays(2));
        var call = await server.CallAsync(contact, "Asked", happened);
        var task = await TaskAsync(due);

        await EditAsync(call, draft => draft.Body = "In other words.");
        await EditAsync(task, draft => draft.Subject = "Another subject");

        var (edited, put) = (await FindAsync(call.Id), await FindAsync(task.Id));
        Assert.That((edited.Body, edited.OccurredAt), Is.EqualTo(("In other words.", call.OccurredAt)));
        Assert.That((put.Subject, put.DueAt), Is.EqualTo(("Another subject", task.DueAt)));
    }

    [Test]
    public async Task A_changed_moment_is_saved_and_an_emptied_date_is_removed()
    {
        var call = await server.CallAsync(contact, "Asked", DateTimeOffset.UtcNow.AddHours(-5));
        var task = await TaskAsync(DateTimeOffset.UtcNow.AddDays(2));

        await EditAsync(call, draft => (draft.When, draft.Zone) = ("2026-03-02T09:05", "America/New_York"));
        await EditAsync(task, draft => draft.Due = "");

        Assert.That((await FindAsync(call.Id)).OccurredAt, Is.EqualTo(DateTimeOffset.Parse("2026-03-02T14:05Z", CultureInfo.InvariantCulture)));
        Assert.That((await FindAsync(task.Id)).DueAt, Is.Null);
    }

    [Test]
    public async Task A_task_of_a_colleague_becomes_mine_when_I_choose_myself()
    {
        var otto = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Otto Other", "otto@northwind.example"), default);
        var task = await TaskAsync(DateTimeOffset.UtcNow.AddDays(2), otto.Id);

        await EditAsync(
            task,
            draft =>
            {
                Assert.That(draft.Assignee, Is.EqualTo(otto.Id.ToString()));
                draft.Assignee = ada.Id.ToString();
            }
        );

        Assert.That((await FindAsync(task.Id)).Assignee, Is.EqualTo(ada.Id));
    }

    [Test]
    public async Task A_mail_to_several_is_refused_at_the_field_and_nothing_is_sent()
    {
        var draft = new ActivityDraft
        {
            TypeKey = ActivityTypes.Email,
            Records = [new NamedRecord(contact, "Grace Draft")],
            To = ["draft@acme.example", "second@acme.example"],
            Subject = "Hello",
            Body = "Hello both.",
            IsSent = true,
        };

        var refused = Assert.ThrowsAsync<CrmException>(() => writing.WriteAsync(draft, TypeOf(ActivityTypes.Email)));

        Assert.That(FieldsOf(refused!), Is.EqualTo(new[] { "to" }));
        Assert.That((await server.Use<ListMessages>().ExecuteAsync(WebServer.Caller, new ListMessagesInput(), default)).Rows, Is.Empty);
    }

    [Test]
    public async Task A_duration_that_cannot_be_read_is_refused_at_the_field_and_nothing_is_logged()
    {
        var draft = new ActivityDraft
        {
            TypeKey = ActivityTypes.Call,
            Records = [new NamedRecord(contact, "Grace Draft")],
            Subject = "A call of unknown length",
            Outcome = "connected",
            Duration = "half an hour",
        };

        var refused = Assert.ThrowsAsync<CrmException>(() => writing.WriteAsync(draft, TypeOf(ActivityTypes.Call)));
        draft.Duration = "1h 30m";
        await writing.WriteAsync(draft, TypeOf(ActivityTypes.Call));

        Assert.That(FieldsOf(refused!), Is.EqualTo(new[] { "duration" }));
        var timeline = await server.Use<Crm.Timeline.GetTimeline>().ExecuteAsync(WebServer.Caller, new(contact) { Types = ["call"] }, default);
        var calls = timeline.Rows.Where(row => row.Subject == "A call of unknown length").ToList();
        Assert.That(calls.Select(row => row.DurationSeconds), Is.EqualTo(new int?[] { 5_400 }));
    }

    [Test]
    public async Task What_was_typed_over_an_earlier_revision_does_not_overwrite_a_later_one()
    {
        var note = await server.CallAsync(contact, "Asked", DateTimeOffset.UtcNow.AddHours(-1), "Mine at first.");
        await EditAsync(note, draft => draft.Body = "Theirs.");
        var draft = await DraftAsync(note.Id);

        draft.Restore(
            new Dictionary<string, string> { ["revision"] = note.Revision.ToString(CultureInfo.InvariantCulture), ["body"] = "Typed long ago." },
            null
        );
        var refused = Assert.ThrowsAsync<CrmException>(() => writing.WriteAsync(draft, TypeOf(ActivityTypes.Call)));

        Assert.That(refused!.Error, Is.InstanceOf<CrmError.Stale>());
        Assert.That((await FindAsync(note.Id)).Body, Is.EqualTo("Theirs."));
    }

    [Test]
    public void What_the_browser_kept_of_a_plugins_fields_is_of_their_kinds()
    {
        var draft = new ActivityDraft
        {
            TypeKey = "site.visit",
            Details = new JsonObject { ["building"] = "Emptied later", ["alone"] = true },
        };

        draft.Restore(
            new Dictionary<string, string>
            {
                ["details.floor"] = "3",
                ["details.alone"] = "false",
                ["details.rooms"] = "Hall\nCellar",
                ["details.building"] = "",
            },
            Schema
        );

        Assert.That(draft.Details.ToJsonString(), Is.EqualTo("""{"alone":false,"floor":3,"rooms":["Hall","Cellar"]}"""));
    }

    [Test]
    public void What_was_typed_and_is_no_chip_yet_comes_back_as_one()
    {
        var draft = new ActivityDraft { TypeKey = ActivityTypes.Email };

        draft.Restore(
            new Dictionary<string, string>
            {
                ["to"] = """["anna@acme.example"]""",
                ["to-typed"] = "ben@acme.example, cleo@acme.example",
                ["attendees-typed"] = "Dana Doe",
                ["subject"] = "",
            },
            null
        );

        Assert.That(draft.To, Is.EqualTo(new[] { "anna@acme.example", "ben@acme.example", "cleo@acme.example" }));
        Assert.That(draft.Attendees.Select(attendee => attendee.Name), Is.EqualTo(new[] { "Dana Doe" }));
    }

    private static string[] FieldsOf(CrmException refused) => [.. ((CrmError.Invalid)refused.Error).Problems.Select(problem => problem.Field)];

    private ActivityTypeDescriptor TypeOf(string key) => server.App.Services.GetRequiredService<Crm.Plugins.PluginCatalog>().ActivityTypes[key].Descriptor;

    private async Task<ActivityView> TaskAsync(DateTimeOffset due, MemberId? assignee = null) =>
        await server
            .Use<CreateTask>()
            .ExecuteAsync(WebServer.Caller, new CreateTaskInput([contact], "Send the offer") { DueAt = due, Assignee = assignee ?? ada.Id }, default);

    private async Task EditAsync(ActivityView activity, Action<ActivityDraft> change)
    {
        var draft = await DraftAsync(activity.Id);
        change(draft);
        await writing.WriteAsync(draft, TypeOf(activity.TypeKey));
    }

    private Task<ActivityDraft> DraftAsync(ActivityId id) =>
        engine.ReadAsync(async reading =>
            ActivityDrafts.Of(await reading.ReadAsync(reading.Get<GetActivity>(), new GetActivityInput(id)), await DisplaySettings.ReadAsync(reading))
        );

    private async Task<ActivityView> FindAsync(ActivityId id) =>
        (await server.Use<GetActivity>().ExecuteAsync(WebServer.Caller, new GetActivityInput(id), default)).Activity;

    private sealed class Ada(Caller caller) : ICallerProvider
    {
        public ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken) => new(caller);
    }
}
