using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Accounts;
using Crm.Activities;
using Crm.Audit;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Testing.Stores;

/// <summary>A tenant with something of everything, under the same keys and addresses as any other one, and the arguments with which it is found.</summary>
internal sealed partial class TenantWorld
{
    private const string Key = "shared-key";
    private const string Obstacle = "channel:email";
    private static readonly string Hash = AddressHash.Of("shared@customer.example");

    private readonly Batch batch;
    private readonly MemberId worker;
    private readonly Lead lead;
    private readonly Deal deal;
    private readonly Activity task;
    private readonly Sequence sequence;
    private readonly SequenceVersion version;
    private readonly StepExecution execution;
    private readonly OutboxEvent occurred;
    private readonly Member member;
    private readonly Session session;
    private readonly HashSet<string> ids;

    /// <summary>Makes the rows; stores nothing.</summary>
    public TenantWorld()
    {
        var tenant = Sample.Tenant() with { Id = Tenant };
        member = Sample.Member(Tenant);
        worker = member.Id;
        Company = Sample.Company(Tenant) with { Domain = "shared.example" };
        Contact = Sample.Contact(Tenant, "Shared Name") with { Company = Company.Id, ContactPoints = [Sample.Email("shared@customer.example")] };
        lead = Sample.Lead(Tenant);
        deal = Sample.Deal(Tenant) with { Company = Company.Id };
        sequence = Sample.Sequence(Tenant, Key);
        version = Sample.Version(sequence);
        Enrollment = Sample.Enrollment(sequence, version.Id, Contact.Id) with { AddressHash = Hash };
        execution = Sample.Execution(Enrollment);
        batch = Sample.Batch(Tenant);
        task = Sample.Task(Tenant, Sample.Now, worker) with { Enrollment = Enrollment.Id };
        var mailbox = Sample.Mailbox(Tenant);
        Message = Sample.Message(mailbox, Enrollment);
        occurred = Sample.Event(Tenant) with { Record = Contact.Id, RecordType = RecordType.Contact };
        session = (Session)SampleRow.Complete(typeof(Session), Tenant) with { Member = member.Id };
        Rows =
        [
            tenant,
            member,
            Sample.Team(Tenant),
            Sample.Pipeline(Tenant),
            SampleRow.Complete(typeof(CustomField), Tenant),
            SampleRow.Complete(typeof(OutcomeOption), Tenant),
            SampleRow.Complete(typeof(MemberAccount), Tenant),
            session,
            (OneTimeLink)SampleRow.Complete(typeof(OneTimeLink), Tenant) with
            {
                Member = member.Id,
            },
            Company,
            Contact,
            lead,
            deal,
            Reference(),
            Move(),
            batch,
            Sample.Call(Tenant) with
            {
                Author = Actor.Member(worker),
            },
            SampleRow.Complete(typeof(MailTemplate), Tenant),
            (SavedView)SampleRow.Complete(typeof(SavedView), Tenant) with
            {
                Member = worker,
            },
            (MemberSettings)SampleRow.Complete(typeof(MemberSettings), Tenant) with
            {
                Member = worker,
            },
            task,
            Sample.Entry(Sample.Call(Tenant), Contact.Id),
            Sample.Entry(task, Contact.Id),
            Sample.Entry(task, Company.Id, Contact.Id),
            Sample.Entry(Sample.Call(Tenant), Contact.Id) with
            {
                Kind = TimelineKind.FieldChange,
            },
            Sample.Entry(Sample.Call(Tenant), Contact.Id) with
            {
                FoldedInto = task.Id.Value,
            },
            sequence,
            version,
            Text(),
            Enrollment,
            Sample.Enrollment(sequence) with
            {
                State = EnrollmentState.Blocked,
                DueAt = null,
                Cause = Obstacle,
            },
            execution,
            Value(),
            mailbox,
            Message,
            Sample.Message(mailbox, Enrollment) with
            {
                State = MessageState.Sent,
                SentAt = Sample.Now,
            },
            Sample.Message(mailbox) with
            {
                State = MessageState.Failed,
                NextAttemptAt = null,
                Reason = Key,
                SpokenAt = Sample.Now,
            },
            Sample.Suppression(Tenant, Hash),
            Sample.Request(Tenant, Key),
            occurred,
            new InboxEntry
            {
                Tenant = Tenant,
                Event = occurred.Id,
                Subscriber = "shared.subscriber",
                ParkedAt = Sample.Now,
            },
        ];
        ids = [.. Rows.SelectMany(row => Guids().Matches(JsonSerializer.Serialize(row, row.GetType())).Select(match => match.Value))];
    }

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; } = Sample.TenantId();

    /// <summary>A contact of <see cref="Company"/>.</summary>
    public Contact Contact { get; }

    /// <summary>A company.</summary>
    public Company Company { get; }

    /// <summary>An enrollment of <see cref="Contact"/>.</summary>
    public Enrollment Enrollment { get; }

    /// <summary>A message of <see cref="Enrollment"/>.</summary>
    public Message Message { get; }

    /// <summary>All rows.</summary>
    public IReadOnlyList<IRow> Rows { get; }

    /// <summary>Which ids of this tenant stand in a text.</summary>
    public IReadOnlyList<string> IdsIn(string text) => [.. Guids().Matches(text).Select(match => match.Value).Where(ids.Contains).Distinct()];

    /// <summary>What a method of a port is called with to find rows of this tenant.</summary>
    public object? ArgumentFor(ParameterInfo parameter) =>
        (parameter.ParameterType, parameter.Name) switch
        {
            (var type, _) when type == typeof(CancellationToken) => CancellationToken.None,
            (var type, _) when type == typeof(PageRequest) => new PageRequest(),
            (var type, _) when type == typeof(IReadOnlyCollection<RecordId>) => new[] { Contact.Id, Company.Id, lead.Id, deal.Id },
            (var type, "deal") when type == typeof(RecordId) => deal.Id,
            (var type, _) when type == typeof(IReadOnlyCollection<TenantId>) => new[] { Tenant },
            (var type, "batch") when type == typeof(Guid) => batch.Id,
            (var type, "channel") when type == typeof(string) => Message.Channel,
            (var type, "via") when type == typeof(RecordId) => Contact.Id,
            (var type, "record") when type == typeof(RecordId) => parameter.Member.Name == nameof(IActivityStore.RemoveEntriesViaAsync)
                ? Company.Id
                : Contact.Id,
            (var type, _) when type == typeof(RecordType) => RecordType.Contact,
            (var type, _) when type == typeof(ContactPointKind) => ContactPointKind.Email,
            (var type, _) when type == typeof(RecordFilter) => new RecordFilter { Type = RecordType.Contact },
            (var type, _) when type == typeof(TeamReportFilter) => new TeamReportFilter
            {
                Members = [worker],
                Weeks = [Sample.Now.AddYears(-1), Sample.Now.AddYears(1)],
                Now = Sample.Now,
            },
            (var type, _) when type == typeof(DoneActivityFilter) => new DoneActivityFilter
            {
                Members = [worker],
                From = Sample.Now.AddYears(-1),
                To = Sample.Now.AddYears(1),
            },
            (var type, "member") when type == typeof(MemberId) => worker,
            (var type, _) when type == typeof(MemberDayFilter) => new MemberDayFilter
            {
                Member = worker,
                Now = Sample.Now,
                End = Sample.Now.AddYears(1),
                ChangedSince = Sample.Now.AddYears(-1),
            },
            (var type, _) when type == typeof(DealBoardFilter) => new DealBoardFilter { Pipeline = deal.Pipeline, Stages = [deal.Stage] },
            (var type, _) when type == typeof(RecordSearch) => new RecordSearch { Text = "shared" },
            (var type, "text") when type == typeof(string) => "shared",
            (var type, _) when type == typeof(TimelineFilter) => new TimelineFilter { Record = Contact.Id },
            (var type, _) when type == typeof(OpenActivityFilter) => new OpenActivityFilter(),
            (var type, _) when type == typeof(EnrollmentFilter) => new EnrollmentFilter(),
            (var type, _) when type == typeof(MessageFilter) => new MessageFilter(),
            (var type, _) when type == typeof(ParkedFilter) => new ParkedFilter { Events = [occurred.Id] },
            (var type, _) when type == typeof(IReadOnlyCollection<CrmEventId>) => new[] { occurred.Id },
            (var type, _) when type == typeof(SuppressionFilter) => new SuppressionFilter(),
            (var type, _) when type == typeof(IReadOnlyCollection<ActivityId>) => new[] { task.Id },
            (var type, _) when type == typeof(IReadOnlyCollection<Guid>) => new[] { task.Id.Value },
            (var type, _) when type == typeof(IReadOnlyCollection<EnrollmentId>) => new[] { Enrollment.Id },
            (var type, _) when type == typeof(IReadOnlyCollection<StepExecutionId>) => new[] { execution.Id },
            (var type, _) when type == typeof(IReadOnlyCollection<SequenceId>) => new[] { sequence.Id },
            (var type, _) when type == typeof(IReadOnlyCollection<SequenceVersionId>) => new[] { version.Id },
            (var type, _) when type == typeof(IReadOnlyCollection<MessageId>) => new[] { Message.Id },
            (var type, _) when type == typeof(SequenceId) => sequence.Id,
            (var type, "normalized") when type == typeof(IReadOnlyCollection<string>) => new[] { "shared@customer.example" },
            (var type, "names") when type == typeof(IReadOnlyCollection<string>) => new[] { Contact.Name },
            (var type, "domains") when type == typeof(IReadOnlyCollection<string>) => new[] { Company.Domain! },
            (var type, "keys") when type == typeof(IReadOnlyCollection<string>) => new[] { sequence.Key },
            (var type, "values") when type == typeof(IReadOnlyCollection<string>) => new[] { Key },
            (var type, "causes") when type == typeof(IReadOnlyCollection<string>) => new[] { Obstacle },
            (var type, "addressHashes") when type == typeof(IReadOnlyCollection<string>) => new[] { Hash },
            (var type, "key" or "reason") when type == typeof(string) => Key,
            (var type, _) when type == typeof(MailboxId) => Message.Mailbox,
            (var type, _) when type == typeof(SessionId) => session.Id,
            (var type, _) when type == typeof(MemberId) => member.Id,
            (var type, _) when type == typeof(MemberId?) => null,
            (var type, _) when type == typeof(Actor) => Actor.System("test"),
            (var type, "system" or "subject") when type == typeof(string) => null,
            (var type, "since" or "dueBefore" or "queuedBefore" or "now") when type == typeof(DateTimeOffset) => Sample.Now.AddDays(-1),
            (var type, "max") when type == typeof(int) => 100,
            (var type, "afterId") when type == typeof(Guid?) => null,
            (var type, _) when type == typeof(bool) => false,
            _ => throw new NotSupportedException(
                $"{parameter.Member.Name} takes {parameter.ParameterType.Name} {parameter.Name}: say here what finds a row of a tenant."
            ),
        };

    private ExternalReference Reference() =>
        new()
        {
            Tenant = Tenant,
            System = "erp",
            RecordType = RecordType.Contact,
            Value = Key,
            Record = Contact.Id,
        };

    private StageChange Move() =>
        new()
        {
            Tenant = Tenant,
            Id = Sample.Id(),
            Deal = deal.Id,
            To = "new",
            At = Sample.Now,
            By = Actor.System("test"),
        };

    private StepText Text() =>
        new()
        {
            Tenant = Tenant,
            Version = version.Id,
            StepKey = "first",
            TextRevision = 1,
            Texts = "{}",
            At = Sample.Now,
            By = Actor.System("test"),
        };

    private EnrollmentValue Value() =>
        new()
        {
            Tenant = Tenant,
            Enrollment = Enrollment.Id,
            Plugin = "sample",
            Key = "key",
            Value = "1",
        };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Guids();
}
