using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Testing.Builders;

public static partial class Sample
{
    /// <summary>An open sequence; to have it published, set <c>Published</c> to the id of a <see cref="Version"/>.</summary>
    public static Sequence Sequence(TenantId tenant, string? key = null)
    {
        var definition = Definition(key ?? $"sequence-{Next()}");
        return new()
        {
            Tenant = tenant,
            Id = new SequenceId(Id()),
            Key = definition.Key,
            Name = definition.Name,
            Draft = definition.ToJson(),
            CreatedAt = Now,
            Revision = 1,
        };
    }

    /// <summary>A published version of a sequence, with one step <c>first</c>.</summary>
    public static SequenceVersion Version(Sequence sequence, int number = 1) =>
        new()
        {
            Tenant = sequence.Tenant,
            Id = new SequenceVersionId(Id()),
            Sequence = sequence.Id,
            Number = number,
            Definition = sequence.Draft,
            PublishedAt = Now,
            PublishedBy = Actor.System("test"),
        };

    /// <summary>An enrollment that is due at <see cref="Now"/>.</summary>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="version">Its version; null for one that is not stored.</param>
    /// <param name="record">The record; null for a contact that is not stored.</param>
    /// <param name="dueAt">When it is due; null for <see cref="Now"/>.</param>
    public static Enrollment Enrollment(Sequence sequence, SequenceVersionId? version = null, RecordId? record = null, DateTimeOffset? dueAt = null)
    {
        var id = record ?? new RecordId(Id());
        return new()
        {
            Tenant = sequence.Tenant,
            Id = new EnrollmentId(Id()),
            Sequence = sequence.Id,
            Version = version ?? sequence.Published ?? new SequenceVersionId(Id()),
            Record = id,
            RecordType = RecordType.Contact,
            Recipient = id,
            AddressHash = AddressHash.Of($"{id}@customer.example"),
            State = EnrollmentState.Active,
            StepKey = "first",
            DueAt = dueAt ?? Now,
            EnrolledAt = Now,
            Revision = 1,
        };
    }

    /// <summary>An execution of the enrollment's step that waits for somebody.</summary>
    public static StepExecution Execution(Enrollment enrollment) =>
        new()
        {
            Tenant = enrollment.Tenant,
            Id = new StepExecutionId(Id()),
            Enrollment = enrollment.Id,
            StepKey = enrollment.StepKey ?? "first",
            Pass = enrollment.Pass,
            State = StepExecutionState.Waiting,
            DueAt = enrollment.DueAt ?? Now,
            FirstDecidedAt = Now,
        };

    /// <summary>A mailbox that may send.</summary>
    public static Mailbox Mailbox(TenantId tenant) =>
        new()
        {
            Tenant = tenant,
            Id = new MailboxId(Id()),
            Channel = Channels.Email,
            Address = $"sales{Next()}@acme.example",
            DisplayName = "Acme Sales",
            Revision = 1,
        };

    /// <summary>A queued message whose moment is reached at <see cref="Now"/>.</summary>
    /// <param name="mailbox">What sends it.</param>
    /// <param name="enrollment">The enrollment that wants it; null for mail by a person.</param>
    /// <param name="record">The record it is about; null for the enrollment's, or a contact that is not stored.</param>
    public static Message Message(Mailbox mailbox, Enrollment? enrollment = null, RecordId? record = null)
    {
        var id = Id();
        var address = $"customer{Next()}@customer.example";
        return new()
        {
            Tenant = mailbox.Tenant,
            Id = new MessageId(id),
            Channel = mailbox.Channel,
            Mailbox = mailbox.Id,
            Record = record ?? enrollment?.Record ?? new RecordId(Id()),
            RecordType = RecordType.Contact,
            Enrollment = enrollment?.Id,
            FromAddress = mailbox.Address,
            FromName = mailbox.DisplayName,
            ToAddress = address,
            AddressHash = AddressHash.Of(address),
            Subject = "Hello",
            Text = "Shall we talk?",
            WireId = $"{id:N}@acme.example",
            State = MessageState.Queued,
            NextAttemptAt = Now,
            QueuedAt = Now,
            Revision = 1,
        };
    }

    /// <summary>Stops everything to an address.</summary>
    public static Suppression Suppression(TenantId tenant, string addressHash) =>
        new()
        {
            Tenant = tenant,
            Channel = Channels.Email,
            AddressHash = addressHash,
            Reason = SuppressionReason.OptedOut,
            Since = Now,
            Source = "system:test",
        };

    /// <summary>A definition of a sequence for contacts with one step, <c>first</c>, an email that goes out at once.</summary>
    /// <param name="key">The sequence's key.</param>
    /// <param name="type">Key of the step's handler.</param>
    public static SequenceDefinition Definition(string key = "first-contact", string type = "crm.email.auto") =>
        new()
        {
            Key = key,
            Name = "First contact",
            RecordTypes = [RecordType.Contact],
            Steps = [new StepDefinition { Key = "first", Type = type }],
        };
}
