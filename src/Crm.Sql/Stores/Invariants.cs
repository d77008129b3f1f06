using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>Counts rows that break an invariant. Each statement selects the ids of such rows; row-level security and, on SQLite, a condition keep it to the tenant.</summary>
internal static class Invariants
{
    private const int MaxExamples = 5;

    /// <summary>All that are looked for; <c>{tenant}</c> is a condition on the first table's column, <c>{wire}</c> the Message-ID that an email's activity names.</summary>
    private static readonly IReadOnlyList<(string Name, string Statement)> All =
    [
        (
            "sent-message-has-activity",
            """
            select x.id from crm_message x where x.state in ('Sent', 'Delivered', 'Replied') and x.execution is not null and {tenant}
            and not exists (select 1 from crm_activity a where a.execution = x.execution and a.tenant = x.tenant and a.type_key = 'crm.email')
            """
        ),
        (
            "waiting-execution-has-work",
            """
            select x.id from crm_step_execution x where x.state = 'Waiting' and {tenant}
            and not exists (select 1 from crm_activity a where a.id = x.activity and a.tenant = x.tenant and a.state = 'Open' and a.deleted_at is null)
            and not exists (select 1 from crm_message m where m.id = x.message and m.tenant = x.tenant
                and m.state in ('Draft', 'Approved', 'Queued', 'Sending', 'Unknown'))
            """
        ),
        (
            "execution-activity-is-shown",
            """
            select x.id from crm_step_execution x where x.state in ('Waiting', 'Done') and x.activity is not null and {tenant}
            and not exists (select 1 from crm_timeline_entry t where t.id = x.activity and t.tenant = x.tenant)
            """
        ),
        (
            "activity-is-shown",
            """
            select x.id from crm_activity x where {tenant}
            and not exists (select 1 from crm_timeline_entry t where t.id = x.id and t.tenant = x.tenant)
            """
        ),
        ("live-enrollment-has-step", "select x.id from crm_enrollment x where x.state <> 'Finished' and x.step_key is null and {tenant}"),
        ("active-enrollment-is-due", "select x.id from crm_enrollment x where x.state in ('Active', 'Pending') and x.due_at is null and {tenant}"),
        ("finished-enrollment-has-reason", "select x.id from crm_enrollment x where (x.state = 'Finished') <> (x.finish is not null) and {tenant}"),
        (
            "one-primary-contact-point",
            "select x.record as id from crm_contact_point x where x.is_primary and {tenant} group by x.tenant, x.record, x.kind having count(*) > 1"
        ),
        (
            "contact-point-has-record",
            """
            select distinct x.record as id from crm_contact_point x where {tenant}
            and not exists (select 1 from crm_record r where r.id = x.record and r.tenant = x.tenant)
            """
        ),
        ("sending-message-is-leased", "select x.id from crm_message x where x.state = 'Sending' and x.lease_until is null and {tenant}"),
        ("queued-message-has-moment", "select x.id from crm_message x where x.state = 'Queued' and x.next_attempt_at is null and {tenant}"),
        (
            "step-happens-once",
            "select min(cast(x.id as text)) as id from crm_step_execution x where {tenant} group by x.tenant, x.enrollment, x.step_key, x.pass having count(*) > 1"
        ),
        (
            "execution-has-enrollment",
            """
            select x.id from crm_step_execution x where {tenant}
            and not exists (select 1 from crm_enrollment e where e.id = x.enrollment and e.tenant = x.tenant)
            """
        ),
        // Whoever made it: a use case with its audit row, an import with its batch, written at the same moment; a step's execution and a sent message speak for themselves. What is older than all of the
        // audit may have lost its row to the retention.
        (
            "record-has-audit",
            """
            select x.id from crm_record x where {tenant} and x.created_at >= coalesce((select a.at from crm_audit_entry a where a.tenant = x.tenant order by a.id limit 1), x.created_at)
            and not exists (select 1 from crm_audit_entry a where a.tenant = x.tenant and a.subject = lower(x.type) || ':' || cast(x.id as text))
            and not exists (select 1 from crm_batch b where b.tenant = x.tenant and b.kind = 'import' and b.at = x.created_at)
            """
        ),
        (
            "activity-has-audit",
            """
            select x.id from crm_activity x where x.execution is null and {tenant} and x.recorded_at >= coalesce((select a.at from crm_audit_entry a where a.tenant = x.tenant order by a.id limit 1), x.recorded_at)
            and not exists (select 1 from crm_audit_entry a where a.tenant = x.tenant and a.subject = 'activity:' || cast(x.id as text))
            and not exists (select 1 from crm_batch b where b.tenant = x.tenant and b.kind = 'import' and b.at = x.recorded_at)
            and not exists (select 1 from crm_message m where m.tenant = x.tenant and m.wire_id = {wire})
            """
        ),
        (
            "message-has-audit",
            """
            select x.id from crm_message x where x.execution is null and {tenant} and x.queued_at >= coalesce((select a.at from crm_audit_entry a where a.tenant = x.tenant order by a.id limit 1), x.queued_at)
            and not exists (select 1 from crm_audit_entry a where a.tenant = x.tenant and a.subject = 'message:' || cast(x.id as text))
            """
        ),
    ];

    /// <summary>Runs every count; invariants that hold are left out.</summary>
    public static async Task<IReadOnlyList<InvariantBreach>> CountAsync(StoreSession session, CancellationToken cancellationToken)
    {
        var breaches = new List<InvariantBreach>();
        foreach (var (name, statement) in All)
        {
            var own = session.Tenant is { } tenant ? new[] { new SqlValue("tenant", session.Dialect.Id(tenant.Value)) } : [];
            var rows = statement
                .Replace("{tenant}", own.Length == 0 ? "true" : "x.tenant = @tenant", StringComparison.Ordinal)
                .Replace("{wire}", session.Dialect.JsonText("x.details", "'wireId'"), StringComparison.Ordinal);
            var count = (
                await session.SelectAsync(new SqlStatement($"select cast(count(*) as integer) from ({rows}) x", own), row => row.GetInt32(0), cancellationToken)
            )[0];
            if (count == 0)
                continue;
            var examples = await session.SelectAsync(
                new SqlStatement($"select cast(x.id as text) from ({rows}) x limit @max", [.. own, new SqlValue("max", MaxExamples)]),
                row => row.GetString(0),
                cancellationToken
            );
            breaches.Add(new InvariantBreach(name, count, examples));
        }
        return breaches;
    }
}
