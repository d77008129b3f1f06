using Crm.Activities;
using Crm.Records;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Testing.Builders;

public static partial class Sample
{
    /// <summary>A contact with a primary email address and phone number of its own.</summary>
    public static Contact Contact(TenantId tenant, string name = "Carla Contact", MemberId? owner = null)
    {
        var number = Next();
        return new()
        {
            Tenant = tenant,
            Id = new RecordId(Id()),
            Name = name,
            FirstName = name.Split(' ')[0],
            LastName = name.Split(' ')[^1],
            Owner = owner,
            ContactPoints = [Email($"contact{number}@customer.example"), Phone($"+4930{number:D7}")],
            Zone = "Europe/Berlin",
            Country = "DE",
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };
    }

    /// <summary>A lead with a primary email address of its own.</summary>
    public static Lead Lead(TenantId tenant, string name = "Leo Lead", MemberId? owner = null) =>
        new()
        {
            Tenant = tenant,
            Id = new RecordId(Id()),
            Name = name,
            FirstName = name.Split(' ')[0],
            LastName = name.Split(' ')[^1],
            CompanyName = "Customer Ltd",
            Owner = owner,
            ContactPoints = [Email($"lead{Next()}@customer.example")],
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };

    /// <summary>A company.</summary>
    public static Company Company(TenantId tenant, string name = "Customer Ltd", MemberId? owner = null) =>
        new()
        {
            Tenant = tenant,
            Id = new RecordId(Id()),
            Name = name,
            Domain = $"customer{Next()}.example",
            Owner = owner,
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };

    /// <summary>A deal in the first stage of <see cref="Pipeline"/>.</summary>
    public static Deal Deal(TenantId tenant, string name = "A hundred licences", MemberId? owner = null) =>
        new()
        {
            Tenant = tenant,
            Id = new RecordId(Id()),
            Name = name,
            Owner = owner,
            Pipeline = "sales",
            Stage = "new",
            StageSince = Now,
            AmountMinor = 1_250_000,
            Currency = "EUR",
            CreatedAt = Now,
            UpdatedAt = Now,
            Revision = 1,
        };

    /// <summary>The pipeline <c>sales</c> with stages <c>new</c>, <c>won</c>, <c>lost</c>.</summary>
    public static Pipeline Pipeline(TenantId tenant) =>
        new()
        {
            Tenant = tenant,
            Key = "sales",
            Name = "Sales",
            Stages = [new Stage("new", "New", StageKind.Open), new Stage("won", "Won", StageKind.Won), new Stage("lost", "Lost", StageKind.Lost)],
            Revision = 1,
        };

    /// <summary>A primary email address.</summary>
    public static ContactPoint Email(string address) => new(ContactPointKind.Email, address, address.ToLowerInvariant(), IsPrimary: true);

    /// <summary>A primary phone number in E.164.</summary>
    public static ContactPoint Phone(string number) => new(ContactPointKind.Phone, number, number, IsPrimary: true);

    /// <summary>A logged call.</summary>
    public static Activity Call(TenantId tenant, DateTimeOffset? occurredAt = null) =>
        new()
        {
            Tenant = tenant,
            Id = new ActivityId(Id()),
            TypeKey = "crm.call",
            Subject = "Talked about prices",
            Body = "They want a discount.",
            Outcome = "reached",
            DurationSeconds = 300,
            Direction = ActivityDirection.Outbound,
            OccurredAt = occurredAt ?? Now,
            RecordedAt = Now,
            Author = Actor.System("test"),
            Revision = 1,
        };

    /// <summary>An open task.</summary>
    public static Activity Task(TenantId tenant, DateTimeOffset? dueAt = null, MemberId? assignee = null) =>
        new()
        {
            Tenant = tenant,
            Id = new ActivityId(Id()),
            TypeKey = "crm.task",
            Subject = "Send the offer",
            State = ActivityState.Open,
            DueAt = dueAt,
            Assignee = assignee,
            OccurredAt = Now,
            RecordedAt = Now,
            Author = Actor.System("test"),
            Revision = 1,
        };

    /// <summary>The line of an activity in a record's timeline.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="record">Whose timeline.</param>
    /// <param name="via">The record that it came by, or null where it is linked directly.</param>
    public static TimelineEntry Entry(Activity activity, RecordId record, RecordId? via = null) =>
        new()
        {
            Tenant = activity.Tenant,
            Record = record,
            OccurredAt = activity.OccurredAt,
            Id = activity.Id.Value,
            Kind = TimelineKind.Activity,
            TypeKey = activity.TypeKey,
            Via = via,
            Subject = activity.Subject,
            Snippet = activity.Body,
            Outcome = activity.Outcome,
            DurationSeconds = activity.DurationSeconds,
            State = activity.State,
            Direction = activity.Direction,
            Author = activity.Author,
            RecordedAt = activity.RecordedAt,
        };
}
