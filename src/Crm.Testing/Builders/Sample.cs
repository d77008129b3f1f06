using Crm.Activities;
using Crm.Audit;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Testing.Builders;

/// <summary>Rows for tests: complete, plausible and distinct; a test says by <c>with</c> only what it is about. Thread-safe.</summary>
public static partial class Sample
{
    private static int count;

    /// <summary>A Monday morning, the moment that all samples start from: 2026-03-02 09:00 UTC.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A number that no other sample of this process has, from 1.</summary>
    public static int Next() => Interlocked.Increment(ref count);

    /// <summary>A new identifier, version 7; later ones sort after earlier ones.</summary>
    public static Guid Id() => Guid.CreateVersion7(Now.AddMilliseconds(Next()));

    /// <summary>A new tenant's id.</summary>
    public static TenantId TenantId() => new(Id());

    /// <summary>A tenant.</summary>
    public static Tenant Tenant(string name = "Acme") =>
        new()
        {
            Id = TenantId(),
            Name = name,
            Zone = "Europe/Berlin",
            Currency = "EUR",
            Country = "DE",
            PostalAddress = "1 Main Street, 10115 Berlin",
            CreatedAt = Now,
        };

    /// <summary>A member who works with records.</summary>
    public static Member Member(TenantId tenant, string name = "Mia Member", MemberRole role = MemberRole.Rep) =>
        new()
        {
            Tenant = tenant,
            Id = new MemberId(Id()),
            Name = name,
            Email = $"member{Next()}@acme.example",
            Role = role,
            Revision = 1,
        };

    /// <summary>A team without members.</summary>
    public static Team Team(TenantId tenant, MemberId? manager = null) =>
        new()
        {
            Tenant = tenant,
            Id = new TeamId(Id()),
            Name = $"Team {Next()}",
            Manager = manager,
            Revision = 1,
        };

    /// <summary>An audit row, which every committed change needs.</summary>
    public static AuditEntry Audit(TenantId tenant, string action = "test.arrange") =>
        new()
        {
            Tenant = tenant,
            Id = Id(),
            At = Now,
            Actor = Actor.System("test"),
            Action = action,
        };

    /// <summary>A batch, such as of an import.</summary>
    public static Batch Batch(TenantId tenant, string kind = "import") =>
        new()
        {
            Tenant = tenant,
            Id = Id(),
            Kind = kind,
            Name = "contacts.csv",
            At = Now,
            Actor = Actor.System("test"),
            Counts = """{"new":1}""",
        };

    /// <summary>What was carried out under an idempotency key.</summary>
    public static IdempotencyEntry Request(TenantId tenant, string key) =>
        new()
        {
            Tenant = tenant,
            Key = key,
            RequestHash = new string('a', 64),
            Result = "{}",
            At = Now,
        };

    /// <summary>An event that nobody was told of yet.</summary>
    public static OutboxEvent Event(TenantId tenant, string type = "contact.created") =>
        new()
        {
            Tenant = tenant,
            Id = new CrmEventId(Id()),
            Type = type,
            Payload = "{}",
            OccurredAt = Now,
        };

    /// <summary>A set of insertions, with an audit row for each tenant, and for each record, activity and one-off message one of its own, as <c>doctor --verify</c> wants it.</summary>
    public static ChangeSet Insert(params IEnumerable<IRow> rows) =>
        Audited(
            rows,
            (set, row) =>
            {
                set.Insert(row);
                if (SubjectOf(row) is { } subject)
                    set.Insert(Audit(row.Tenant) with { Subject = subject });
            }
        );

    /// <summary>A set of replacements, with an audit row for each tenant, so that it may be committed.</summary>
    public static ChangeSet Update(params IEnumerable<IRow> rows) => Audited(rows, (set, row) => set.Update(row));

    /// <summary>A set of deletions, with an audit row for each tenant, so that it may be committed.</summary>
    public static ChangeSet Delete(params IEnumerable<IRow> rows) => Audited(rows, (set, row) => set.Delete(row));

    private static string? SubjectOf(IRow row) =>
        row switch
        {
            CrmRecord record => record.Ref.ToString(),
            Activity { Execution: null } activity => $"activity:{activity.Id}",
            Message { Execution: null } message => $"message:{message.Id}",
            _ => null,
        };

    private static ChangeSet Audited(IEnumerable<IRow> rows, Action<ChangeSet, IRow> add)
    {
        var set = new ChangeSet();
        var tenants = new HashSet<TenantId>();
        foreach (var row in rows)
        {
            add(set, row);
            if (tenants.Add(row.Tenant))
            {
                set.Insert(Audit(row.Tenant));
            }
        }

        return set;
    }
}
