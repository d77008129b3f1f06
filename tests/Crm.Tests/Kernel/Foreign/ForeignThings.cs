using System.Text.Json;
using Crm.Accounts;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Transitions;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Kernel.Foreign;

/// <summary>Something of everything that a member of a tenant has, so that somebody else can try to reach it.</summary>
internal sealed class ForeignThings
{
    private readonly List<IRow> rows = [];

    /// <param name="tenant">Whose they are.</param>
    /// <param name="owner">Who owns the records; null: nobody, so that all see them.</param>
    /// <param name="worker">Whose are the tasks, drafts and the mailbox.</param>
    /// <param name="marker">A word that stands in every text of it.</param>
    public ForeignThings(TenantId tenant, MemberId? owner, MemberId worker, string marker)
    {
        var number = Sample.Next();
        (Marker, Member, Address) = ($"{marker}{number}", worker, $"{marker}{number}@customer.example".ToLowerInvariant());
        Company = Add(Sample.Company(tenant, $"{Marker} Ltd", owner));
        Contact = Add(Sample.Contact(tenant, $"{Marker} Contact", owner) with { Company = Company.Id, ContactPoints = [Sample.Email(Address)] });
        Lead = Add(Sample.Lead(tenant, $"{Marker} Lead", owner));
        Deal = Add(Sample.Deal(tenant, $"{Marker} Deal", owner) with { Company = Company.Id, Contact = Contact.Id });
        Add(Reference(tenant));
        Mailbox = Add(Sample.Mailbox(tenant) with { Member = worker, Address = $"own{number}@acme.example" });
        var sequence = Sample.Sequence(tenant, $"sequence-{number}");
        var version = Sample.Version(sequence);
        Sequence = Add(sequence with { Published = version.Id });
        Add(version);
        Enrollment = Add(EnrollmentOf(sequence, version, owner));
        var execution = Add(Sample.Execution(Enrollment) with { Id = StepExecutionIds.Of(Enrollment) });
        Call = AddActivity(Sample.Call(tenant) with { Subject = $"{Marker} call", Body = Marker });
        Meeting = AddActivity(Sample.Call(tenant) with { TypeKey = "crm.meeting", Outcome = null, Direction = null, Subject = $"{Marker} meeting" });
        Task = AddActivity(Sample.Task(tenant, Sample.Now, worker) with { Subject = $"{Marker} task" });
        Done = AddActivity(
            Sample.Task(tenant, Sample.Now, worker) with
            {
                Subject = $"{Marker} done",
                State = ActivityState.Completed,
                CompletedAt = Sample.Now,
            }
        );
        Draft = AddActivity(
            Sample.Task(tenant, Sample.Now, worker) with
            {
                TypeKey = "crm.email_draft",
                Subject = $"{Marker} draft",
                Body = Marker,
                Details = JsonSerializer.Serialize(new { to = new[] { Address } }),
                Enrollment = Enrollment.Id,
                Execution = execution.Id,
            }
        );
        Queued = AddMessage(MessageState.Queued);
        Unknown = AddMessage(MessageState.Unknown);
        Sent = AddMessage(MessageState.Sent);
        Session = Add((Session)SampleRow.Complete(typeof(Session), tenant) with { Member = worker });
        Deleted = Add(Sample.Contact(tenant, $"{Marker} Deleted", owner) with { DeletedAt = Sample.Now });
    }

    public string Marker { get; }

    public string Address { get; }

    public MemberId Member { get; }

    public Company Company { get; }

    public Contact Contact { get; }

    public Contact Deleted { get; }

    public Lead Lead { get; }

    public Deal Deal { get; }

    public Activity Call { get; }

    public Activity Meeting { get; }

    public Activity Task { get; }

    public Activity Done { get; }

    public Activity Draft { get; }

    public Sequence Sequence { get; }

    public Enrollment Enrollment { get; }

    public Message Queued { get; }

    public Message Unknown { get; }

    public Message Sent { get; }

    public Mailbox Mailbox { get; }

    public Session Session { get; }

    /// <summary>The other system's id of <see cref="Contact"/>.</summary>
    public string Outside => $"{Marker}-1";

    /// <summary>All rows.</summary>
    public IReadOnlyList<IRow> Rows => rows;

    /// <summary>Ids of the records and of all that hangs on them.</summary>
    public IReadOnlyList<Guid> Ids =>
        [
            Company.Id.Value,
            Contact.Id.Value,
            Deleted.Id.Value,
            Lead.Id.Value,
            Deal.Id.Value,
            Enrollment.Id.Value,
            Call.Id.Value,
            .. Own,
            Queued.Id.Value,
            Unknown.Id.Value,
            Sent.Id.Value,
        ];

    /// <summary>Ids of what belongs to the member, whoever sees the records.</summary>
    public IReadOnlyList<Guid> Own => [Task.Id.Value, Done.Id.Value, Draft.Id.Value, Mailbox.Id.Value, Session.Id.Value];

    private T Add<T>(T row)
        where T : IRow
    {
        rows.Add(row);
        return row;
    }

    private Activity AddActivity(Activity activity)
    {
        rows.Add(Sample.Entry(activity, Contact.Id));
        return Add(activity);
    }

    private Message AddMessage(MessageState state) =>
        Add(
            Sample.Message(Mailbox, null, Contact.Id) with
            {
                State = state,
                Subject = $"{Marker} message",
                ToAddress = Address,
                SentAt = state == MessageState.Sent ? Sample.Now : null,
                NextAttemptAt = state == MessageState.Queued ? Sample.Now : null,
            }
        );

    private Enrollment EnrollmentOf(Sequence sequence, SequenceVersion version, MemberId? owner) =>
        Sample.Enrollment(sequence, version.Id, Contact.Id) with
        {
            Owner = owner,
            State = EnrollmentState.Waiting,
            DueAt = null,
            AddressHash = AddressHash.Of(Address),
        };

    private ExternalReference Reference(TenantId tenant) =>
        new()
        {
            Tenant = tenant,
            System = "erp",
            RecordType = RecordType.Contact,
            Value = Outside,
            Record = Contact.Id,
        };
}
