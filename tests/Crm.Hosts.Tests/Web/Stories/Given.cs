using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>What is there when a story begins, brought by the use cases.</summary>
internal static class Given
{
    /// <summary>A domain of this run: the mail server's log outlives it.</summary>
    private static readonly string Domain = $"run{Environment.ProcessId}-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}.example";

    private static DemoSite Site => StorySite.Site;

    /// <summary>A company.</summary>
    public static async Task<RecordRef> CompanyAsync(CompanyInput company) =>
        (await Site.Use<CreateCompany>().ExecuteAsync(WebServer.Caller, company, default)).Record;

    /// <summary>A contact.</summary>
    public static async Task<RecordRef> ContactAsync(ContactInput contact) =>
        (await Site.Use<CreateContact>().ExecuteAsync(WebServer.Caller, contact, default)).Record;

    /// <summary>A contact of somebody, with an address of its own.</summary>
    public static Task<RecordRef> ContactAsync(string firstName, string lastName, Person owner) =>
        ContactAsync(
            new ContactInput
            {
                FirstName = firstName,
                LastName = lastName,
                Email = AddressOf(firstName, lastName),
                Owner = owner.Member.Id,
            }
        );

    /// <summary>The address that a contact of <see cref="ContactAsync(string, string, Person)"/> has.</summary>
    public static string AddressOf(string firstName, string lastName) => $"{firstName}.{lastName}@{Domain}".ToLowerInvariant();

    /// <summary>A lead.</summary>
    public static async Task<RecordRef> LeadAsync(LeadInput lead) => (await Site.Use<CreateLead>().ExecuteAsync(WebServer.Caller, lead, default)).Record;

    /// <summary>A deal.</summary>
    public static async Task<RecordRef> DealAsync(DealInput deal) => (await Site.Use<CreateDeal>().ExecuteAsync(WebServer.Caller, deal, default)).Record;

    /// <summary>A note that somebody wrote about a record.</summary>
    public static Task NoteAsync(Person author, RecordRef record, string text) =>
        Site.Use<LogNote>().ExecuteAsync(author.Caller, new LogNoteInput([record], text), default);

    /// <summary>A call that somebody is to make, due some minutes ago.</summary>
    public static Task CallAsync(Person assignee, RecordRef record, string subject, int minutesAgo) =>
        Site.Use<CreateTask>()
            .ExecuteAsync(
                WebServer.Caller,
                new CreateTaskInput([record], subject)
                {
                    Kind = TaskKind.Call,
                    DueAt = TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo),
                    Assignee = assignee.Member.Id,
                },
                default
            );

    /// <summary>Drafts that a sequence wrote for contacts and that wait for their owner; their subject is <c>A word, {first name}</c>.</summary>
    public static async Task DraftsAsync(Person owner, string sequence, IReadOnlyList<RecordRef> contacts)
    {
        var yaml = $$$"""
            sequence: {{{sequence}}}
            key: {{{sequence}}}
            for: [contact]
            steps:
              - key: letter
                step: email.manual
                subject: "A word, {{ contact.first_name }}"
                body: "Hello {{ contact.first_name }}, may I show you what is new?"
            """;
        await Site.Use<PublishSequence>().ExecuteAsync(WebServer.Caller, new SequenceInput { Yaml = yaml }, default);
        var enrolled = await Site.Use<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput(sequence, contacts) { Owner = owner.Member.Id }, default);
        Assert.That(enrolled.Enrolled, Is.EqualTo(contacts.Count));
        await Story.Eventually.AsyncOf(
            () => Site.Use<ListTasks>().ExecuteAsync(WebServer.Caller, new ListTasksInput { Assignee = owner.Member.Id, Page = new PageRequest(200) }, default),
            page => page.Rows.Count == contacts.Count,
            "the drafts are written",
            () => ""
        );
    }

    /// <summary>The letters that the mail server took for an address, once there is one.</summary>
    public static async Task<SmtpMessage> MailToAsync(string address) =>
        (
            await Story.Eventually.AsyncOf(() => Task.FromResult(Servers.ReadSmtpLog(address)), mails => mails.Count > 0, "the mail has arrived", () => "")
        ).Single();
}
