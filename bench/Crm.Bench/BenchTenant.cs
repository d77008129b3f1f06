using System.Text.Json;
using Crm.Audit;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Bench;

/// <summary>A tenant with one member who owns everything, and a published sequence whose first step makes a call task without waiting for it.</summary>
internal sealed class BenchTenant
{
    private long ids;

    /// <summary>Monday, 2 March 2026, 09:00 UTC.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The tenant.</summary>
    public TenantId Id { get; } = TenantId.From("bench");

    /// <summary>The member.</summary>
    public MemberId Owner { get; private set; }

    /// <summary>The sequence.</summary>
    public SequenceId Sequence { get; private set; }

    /// <summary>Its version.</summary>
    public SequenceVersionId Version { get; private set; }

    /// <summary>A new identifier, version 7, later ones after earlier ones, spread over a day.</summary>
    public Guid NewId() => Guid.CreateVersion7(Start.AddDays(-1).AddMilliseconds(Interlocked.Increment(ref ids)));

    /// <summary>Writes tenant, member, mailbox and sequence.</summary>
    public async Task WriteAsync(ITenantStore store)
    {
        (Owner, Sequence, Version) = (new MemberId(NewId()), new SequenceId(NewId()), new SequenceVersionId(NewId()));
        var definition = new SequenceDefinition
        {
            Key = "bench",
            Name = "Bench",
            RecordTypes = [RecordType.Contact],
            Steps =
            [
                new StepDefinition
                {
                    Key = "first-call",
                    Type = "crm.call",
                    Wait = false,
                    Settings = JsonElement.Parse(
                        """
                        {"subject":"Call {{ contact.first_name }} about the offer",
                         "note":"{{ contact.name }} asked for prices at the trade fair in spring and wanted to hear from us again before the budget is closed. Ask who else decides, what they use today, and whether a visit in the second half of the month would suit them. If nobody answers, try again in the afternoon."}
                        """
                    ),
                },
                new StepDefinition
                {
                    Key = "second-call",
                    Type = "crm.call",
                    Delay = Delay.Parse("30 days"),
                    At = new TimeOnly(10, 0),
                    Settings = JsonElement.Parse("""{"subject":"Call {{ contact.first_name }} again"}"""),
                },
            ],
        };
        await InsertAsync(
            store,
            [
                new Tenant
                {
                    Id = Id,
                    Name = "Bench",
                    Zone = "Europe/Berlin",
                    Currency = "EUR",
                    CreatedAt = Start,
                },
                new Member
                {
                    Tenant = Id,
                    Id = Owner,
                    Name = "Grace Hopper",
                    Email = "grace@bench.example",
                    Role = MemberRole.Administrator,
                    Revision = 1,
                },
                new Sequence
                {
                    Tenant = Id,
                    Id = Sequence,
                    Key = definition.Key,
                    Name = definition.Name,
                    Owner = Owner,
                    Draft = definition.ToJson(),
                    Published = Version,
                    CreatedAt = Start,
                    Revision = 1,
                },
                new SequenceVersion
                {
                    Tenant = Id,
                    Id = Version,
                    Sequence = Sequence,
                    Number = 1,
                    Definition = definition.ToJson(),
                    PublishedAt = Start,
                    PublishedBy = Actor.System("bench"),
                },
                .. definition.Steps.Select(step => new StepText
                {
                    Tenant = Id,
                    Version = Version,
                    StepKey = step.Key,
                    TextRevision = 1,
                    Texts = step.Settings.GetRawText(),
                    At = Start,
                    By = Actor.System("bench"),
                }),
            ]
        );
    }

    /// <summary>A company.</summary>
    public Company NewCompany(int number) =>
        new()
        {
            Tenant = Id,
            Id = new RecordId(NewId()),
            Name = $"Customer {number} Ltd",
            Domain = $"customer{number}.example",
            Owner = Owner,
            CreatedAt = Start,
            UpdatedAt = Start,
            Revision = 1,
        };

    /// <summary>A contact with an email address and a phone number.</summary>
    public Contact NewContact(int number, RecordId company) =>
        new()
        {
            Tenant = Id,
            Id = new RecordId(NewId()),
            Name = $"Carla Contact{number}",
            FirstName = "Carla",
            LastName = $"Contact{number}",
            JobTitle = "Head of Purchasing",
            Company = company,
            Owner = Owner,
            ContactPoints =
            [
                new ContactPoint(ContactPointKind.Email, $"carla{number}@customer.example", $"carla{number}@customer.example", IsPrimary: true),
                new ContactPoint(ContactPointKind.Phone, $"+4930{number:D7}", $"+4930{number:D7}", IsPrimary: true),
            ],
            Zone = "Europe/Berlin",
            Country = "DE",
            CreatedAt = Start,
            UpdatedAt = Start,
            Revision = 1,
        };

    /// <summary>An enrollment of a contact at the first step.</summary>
    public Enrollment NewEnrollment(Contact contact, DateTimeOffset dueAt) =>
        new()
        {
            Tenant = Id,
            Id = new EnrollmentId(NewId()),
            Sequence = Sequence,
            Version = Version,
            Record = contact.Id,
            RecordType = RecordType.Contact,
            Recipient = contact.Id,
            AddressHash = AddressHash.Of(contact.Email!),
            Owner = Owner,
            State = EnrollmentState.Active,
            StepKey = "first-call",
            DueAt = dueAt,
            DueZone = "Europe/Berlin",
            ZoneSource = "recipient",
            EnrolledAt = Start.AddDays(-1),
            Revision = 1,
        };

    /// <summary>Writes rows in portions, each with its audit row.</summary>
    public async Task InsertAsync(ITenantStore store, IReadOnlyList<IRow> rows)
    {
        foreach (var portion in rows.Chunk(5000))
        {
            var changes = new ChangeSet();
            foreach (var row in portion)
                changes.Insert(row);
            changes.Insert(
                new AuditEntry
                {
                    Tenant = Id,
                    Id = NewId(),
                    At = Start,
                    Actor = Actor.System("bench"),
                    Action = "bench.arrange",
                }
            );
            await using var unit = await store.BeginAsync(Id, WorkKind.Write, CancellationToken.None);
            await unit.ApplyAsync(changes, CancellationToken.None);
            await unit.CommitAsync(CancellationToken.None);
        }
    }
}
