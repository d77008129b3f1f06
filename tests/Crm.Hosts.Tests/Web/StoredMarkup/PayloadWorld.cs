using System.Text.Json;
using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Tests.Hosts.Story;
using Crm.Values;

namespace Crm.Tests.Hosts.Web.StoredMarkup;

/// <summary>A tenant in which every text that people give is a <see cref="Payload"/>: names, labels, bodies, reasons, metadata.</summary>
internal sealed class PayloadWorld
{
    /// <summary>Labels of addresses are short.</summary>
    private const string ShortText = "\"'></option><b onclick=1>";

    private readonly DemoSite site;

    private PayloadWorld(DemoSite site, Person person) => (this.site, Person) = (site, person);

    /// <summary>Who looks at it: an administrator whose name is a payload, too.</summary>
    public Person Person { get; }

    public RecordRef Company { get; private set; }

    public RecordRef Contact { get; private set; }

    public RecordRef Lead { get; private set; }

    public RecordRef Deal { get; private set; }

    public EnrollmentId Enrollment { get; private set; }

    public MailTemplateId Template { get; private set; }

    public SavedViewId View { get; private set; }

    /// <summary>Makes it.</summary>
    public static async Task<PayloadWorld> CreateAsync(DemoSite site)
    {
        var world = new PayloadWorld(site, await site.HireAsync(Payload.Text, MemberRole.Administrator));
        await world.DefineAsync();
        await world.AddRecordsAsync();
        await world.AddActivitiesAsync();
        await world.AddSequenceAsync();
        return world;
    }

    private Caller Caller => Person.Caller;

    private async Task DefineAsync()
    {
        await site.Use<AddMember>().ExecuteAsync(Caller, new AddMemberInput($"{Payload.Text} too", "evil.colleague@payload.example"), default);
        await site.Use<AddTeam>().ExecuteAsync(Caller, new AddTeamInput(Payload.Text), default);
        await site.Use<DefineOutcome>().ExecuteAsync(Caller, new DefineOutcomeInput("crm.call", "evil", Payload.Text, OutcomeMeaning.Reached), default);
        await site.Use<DefineOutcome>().ExecuteAsync(Caller, new DefineOutcomeInput("crm.meeting", "evil", Payload.Text, OutcomeMeaning.Reached), default);
        foreach (var type in Enum.GetValues<RecordType>())
        {
            await site.Use<DefineCustomField>().ExecuteAsync(Caller, new DefineCustomFieldInput(type, "evil", Payload.Text, CustomFieldKind.Text), default);
            var choice = new DefineCustomFieldInput(type, "evil_choice", Payload.Text, CustomFieldKind.Choice) { AllowedValues = [Payload.Text] };
            await site.Use<DefineCustomField>().ExecuteAsync(Caller, choice, default);
        }
        Stage[] stages = [new("one", Payload.Text, StageKind.Open), new("won", Payload.Text, StageKind.Won), new("lost", Payload.Text, StageKind.Lost)];
        await site.Use<DefinePipeline>().ExecuteAsync(Caller, new DefinePipelineInput("evil", Payload.Text, stages), default);
        await site.Use<SaveMemberSettings>().ExecuteAsync(Caller, new MemberSettingsView { Signature = Payload.Text }, default);
        var mailbox = (await site.Use<ListMailboxes>().ExecuteAsync(Caller, new NoInput(), default))[0];
        await site.Use<UpdateMailbox>().ExecuteAsync(Caller, new UpdateMailboxInput(mailbox.Id) { DisplayName = Payload.Text }, default);
        var template = new SaveTemplateInput(Payload.Text, Payload.Text, Payload.Text) { IsShared = true };
        Template = (await site.Use<SaveTemplate>().ExecuteAsync(Caller, template, default)).Id;
        var view = new SavedViewView(Payload.Text, new ListRecordsInput(RecordType.Contact) { Search = Payload.Mark });
        View = (await site.Use<SaveView>().ExecuteAsync(Caller, view, default)).Id!.Value;
    }

    private async Task AddRecordsAsync()
    {
        Company = await CreateAsync(RecordType.Company, ("name", Payload.Text), ("industry", Payload.Text));
        Contact = await CreateAsync(
            RecordType.Contact,
            ("first_name", Payload.Text),
            ("last_name", Payload.Text),
            ("title", "Before"),
            ("company", new FieldValue.Record(Company.Id))
        );
        var contact = await site.Use<GetRecord>().ExecuteAsync(Caller, new GetRecordInput(Contact), default);
        var changes = new RecordInput
        {
            Fields = new Dictionary<string, FieldValue?> { ["title"] = Payload.Text },
            ContactPoints =
            [
                new ContactPointInput(ContactPointKind.Email, "evil@payload.example", true, ShortText),
                new ContactPointInput(ContactPointKind.Email, "evil2@payload.example", false, ShortText),
                new ContactPointInput(ContactPointKind.Phone, "+49 30 901820", true, ShortText),
            ],
        };
        await site.Use<UpdateRecord>().ExecuteAsync(Caller, new UpdateRecordInput(Contact, contact.Revision, changes), default);
        Lead = await CreateAsync(
            RecordType.Lead,
            ("first_name", Payload.Text),
            ("last_name", Payload.Text),
            ("title", Payload.Text),
            ("company", Payload.Text),
            ("source", Payload.Text)
        );
        Deal = await CreateAsync(
            RecordType.Deal,
            ("name", Payload.Text),
            ("pipeline", "evil"),
            ("company", new FieldValue.Record(Company.Id)),
            ("contact", new FieldValue.Record(Contact.Id))
        );
        await site.Use<MoveDeal>().ExecuteAsync(Caller, new MoveDealInput(Deal.Id, "lost", Payload.Text), default);
    }

    private async Task<RecordRef> CreateAsync(RecordType type, params (string Key, FieldValue Value)[] fields)
    {
        var all = new Dictionary<string, FieldValue?>
        {
            ["evil"] = Payload.Text,
            ["evil_choice"] = Payload.Text,
            ["owner"] = Person.Member.Id,
        };
        foreach (var (key, value) in fields)
            all[key] = value;
        var input = new RecordInput { Fields = all, References = [new ExternalId("evil", $"{Payload.Text}{type}")] };
        return (await site.Use<CreateRecord>().ExecuteAsync(Caller, new CreateRecordInput(type, input), default)).Record;
    }

    private async Task AddActivitiesAsync()
    {
        var metadata = JsonSerializer.SerializeToElement(
            new Dictionary<string, object> { [Payload.Text] = Payload.Text, ["nested"] = new { evil = new[] { Payload.Text } } }
        );
        RecordRef[] about = [Contact, Lead, Deal];
        await LogAsync(
            "crm.call",
            new ActivityContent
            {
                Subject = Payload.Text,
                Body = Payload.Text,
                Outcome = "evil",
                RecordingUrl = "https://recordings.example/?\"><script>window.ran=1</script>",
                Metadata = metadata,
            }
        );
        await LogAsync(
            "crm.meeting",
            new ActivityContent
            {
                Subject = Payload.Text,
                Body = Payload.Text,
                Outcome = "evil",
                Location = Payload.Address,
                Attendees = [new Attendee { Name = Payload.Text }, new Attendee { Record = Contact }, new Attendee { Member = Person.Member.Id }],
                Metadata = metadata,
            }
        );
        await LogAsync(
            "crm.note",
            new ActivityContent
            {
                Subject = Payload.Text,
                Body = $"{Payload.Text} {Payload.Address}",
                Metadata = metadata,
            }
        );
        await site.Use<LogEmail>()
            .ExecuteAsync(
                Caller,
                new LogEmailInput(about, Payload.Text) { Body = $"{Payload.Text}\n> {Payload.Text}", To = ["evil@payload.example"] },
                default
            );
        foreach (var kind in new[] { TaskKind.Call, TaskKind.ToDo })
            await site.Use<CreateTask>()
                .ExecuteAsync(
                    Caller,
                    new CreateTaskInput([Contact], Payload.Text)
                    {
                        Body = Payload.Text,
                        Kind = kind,
                        DueAt = TimeProvider.System.GetUtcNow(),
                    },
                    default
                );

        Task LogAsync(string type, ActivityContent content) =>
            site.Use<LogActivity>().ExecuteAsync(Caller, new LogActivityInput(type, about, content), default);
    }

    private async Task AddSequenceAsync()
    {
        var quoted = Payload.Text.Replace("'", "''", StringComparison.Ordinal);
        var yaml = $"""
            sequence: '{quoted}'
            key: evil
            for: [contact]
            steps:
              - key: draft
                step: email.manual
                subject: '{quoted}'
                body: '{quoted}'
                html: '{quoted}'
              - key: later
                step: call
                delay: 30 days
                subject: '{quoted}'
                note: '{quoted}'
            """;
        await site.Use<PublishSequence>().ExecuteAsync(Caller, new SequenceInput { Yaml = yaml }, default);
        var enrolled = await site.Use<EnrollRecords>().ExecuteAsync(Caller, new EnrollInput("evil", [Contact]), default);
        Enrollment = enrolled.Answers.Single().Enrollment!.Value;
        await Eventually.AsyncOf(
            () =>
                site.Use<ListTasks>()
                    .ExecuteAsync(
                        Caller,
                        new ListTasksInput
                        {
                            Assignee = Person.Member.Id,
                            Types = ["email_draft"],
                            Page = new PageRequest(10),
                        },
                        default
                    ),
            page => page.Rows.Count == 1,
            "the draft is written",
            () => ""
        );
        await site.Use<PauseEnrollment>().ExecuteAsync(Caller, new PauseEnrollmentInput(Enrollment, Payload.Text), default);
    }
}
