namespace Crm.Sql;

/// <summary>
/// The statements that hand out work, as texts: the same for every mapper. Each gives whole rows of one table unless it says otherwise. Parameters by name:
/// <c>@now</c> (business time), <c>@max</c>, <c>@share</c>, <c>@lease</c> (seconds), <c>@ids</c>, <c>@taken</c>, <c>@tenants</c> (sets of ids), <c>@id</c>, <c>@fence</c>.
/// </summary>
internal sealed class ClaimSql
{
    /// <summary>At most so many messages of one mailbox are claimed at once: a mailbox speaks one by one, and what one sender holds no other sends.</summary>
    private const int MessagesPerMailbox = 20;

    /// <summary>The condition of the index that claims walk, word for word.</summary>
    private const string HasDueTime = "e.state in ('Active', 'Pending', 'Paused') and not e.is_held and e.set_aside_revision is distinct from e.revision";

    /// <summary>When an event is due: an expression of an index, word for word.</summary>
    private const string EventDueAt = "coalesce(v.next_attempt_at, v.occurred_at)";

    private readonly SqlDialect dialect;
    private readonly DeliverySql delivery;

    private ClaimSql(SqlDialect dialect) => (this.dialect, delivery) = (dialect, DeliverySql.For(dialect));

    private static readonly ClaimSql OfPostgres = new(SqlDialect.Postgres);

    private static readonly ClaimSql OfSqlite = new(SqlDialect.Sqlite);

    /// <summary>The statements of a database.</summary>
    public static ClaimSql For(SqlDialect dialect) => dialect.IsSqlite ? OfSqlite : OfPostgres;

    /// <summary>Ids of at most <c>@max</c> tenants with due work, the longest waiting first. The index is walked from tenant to tenant instead of reading all that is due.</summary>
    public string DueTenants =>
        field ??= $"""
            with recursive {Tenants("crm_enrollment e", "e", HasDueTime)}
            select w.tenant from ({FirstDueOfTenants}) w where w.due_at <= @now order by w.due_at limit @max
            """;

    /// <summary>Due enrollments of <c>@tenants</c>, locked: at most <c>@share</c> of each and <c>@max</c> in all, without those <c>@taken</c>, which this transaction's own locks do not keep out.</summary>
    public string ClaimDue =>
        field ??= dialect.OfEach(
            dialect.IsSqlite ? "(select value as tenant from json_each(@tenants))" : "(select unnest(@tenants) as tenant)",
            "crm_enrollment",
            $"e.tenant = o.tenant and {IsClaimable} and e.due_at <= @now and not ({dialect.In("e.id", "@taken")})",
            "e",
            "e.due_at, e.id",
            "@share"
        );

    /// <summary>Those of <c>@ids</c> that are due, locked.</summary>
    public string ClaimDueById =>
        field ??=
            $"select e.* from crm_enrollment e where {dialect.In("e.id", "@ids")} and {IsClaimable} and e.due_at <= @now order by e.due_at, e.id"
            + dialect.ForUpdateSkipLocked("e");

    /// <summary>Leases those of <c>@ids</c> that nobody holds. The revision grows too, so that what an earlier holder still wants to write is refused.</summary>
    public string LeaseEnrollments =>
        field ??= $"""
            update crm_enrollment as e set fence = fence + 1, lease_until = {dialect.NowPlus("@lease")}, revision = revision + 1
            where {dialect.In("e.id", "@ids")} and {HasDueTime} and {dialect.IsFree("e")} returning *
            """;

    /// <summary>Renews the lease of enrollment <c>@id</c> while it is as it was leased: <c>@fence</c>, <c>@revision</c>.</summary>
    public string RenewEnrollment =>
        field ??= $"""
            update crm_enrollment set lease_until = {dialect.NowPlus("@lease")}, set_aside_revision = null
            where id = @id and fence = @fence and revision = @revision and lease_until is not null
            """;

    /// <summary>When the next enrollment, message or event is due that nobody holds: one time, perhaps null.</summary>
    public string NextDue =>
        field ??= $"""
            with recursive {Tenants("crm_enrollment e", "e", HasDueTime)}, {Mailboxes}, {Tellers}, {DeliverySql.Lanes}
            select min(n.due_at) from (
                select w.due_at from ({FirstDueOfTenants}) w
                union all
                select w.due_at from ({FirstDueOfMailboxes}) w
                union all
                select w.due_at from ({FirstDueOfTellers}) w
                union all
                select w.due_at from ({delivery.FirstDueOfLanes}) w
            ) n
            """;

    /// <summary>How many enrollments, messages and events are due: one row of three numbers.</summary>
    public static string CountDue =>
        $"""
            select (select count(*) from crm_enrollment e where {HasDueTime} and e.due_at <= @now)
                + (select count(*) from crm_enrollment e where {SetAsideSql.IsSetAside} and not e.is_held and e.due_at <= @now),
                (select count(*) from crm_message m where m.state = 'Queued' and m.next_attempt_at <= @now),
                (select count(*) from crm_outbox_event v where v.relayed_at is null and {EventDueAt} <= @now)
                + (select count(*) from crm_inbox_entry i where {DeliverySql.IsOpen} and i.next_attempt_at <= @now)
            """;

    /// <summary>Ids of at most <c>@mailboxes</c> mailboxes with due messages of which nobody holds one, locked, the longest waiting first; without those of <c>@except</c>.</summary>
    public string LockDueMailboxes =>
        field ??=
            $"""
                with recursive {Mailboxes}
                select b.id from crm_mailbox b join ({FirstDueOfMailboxes}) w on w.tenant = b.tenant and w.mailbox = b.id
                where w.due_at <= @now and not ({dialect.In("b.id", "@except")}) and {IsFreeMailbox}
                order by w.due_at limit @mailboxes
                """ + dialect.ForUpdateSkipLocked("b");

    /// <summary>Claims messages of <c>@mailboxes</c> whose moment is reached, a few of each; none of a mailbox of which somebody holds one.</summary>
    public string ClaimMessages =>
        field ??= $"""
            with due_mailboxes as (
                select b.tenant, b.id as mailbox from crm_mailbox b where {dialect.In("b.id", "@mailboxes")} and {IsFreeMailbox}
            ),
            share as (
                select case when count(*) * {MessagesPerMailbox} <= @max then {MessagesPerMailbox} else (@max + count(*) - 1) / count(*) end as size from due_mailboxes
            ),
            due as {dialect.Materialized}(
                {dialect.OfEach(
                    "due_mailboxes",
                    "crm_message",
                    $"m.tenant = o.tenant and m.mailbox = o.mailbox and {IsQueued} and m.next_attempt_at <= @now",
                    "m",
                    "m.next_attempt_at, m.id",
                    "(select size from share)"
                )}
            )
            update crm_message set fence = fence + 1, lease_until = {dialect.NowPlus("@lease")}, revision = revision + 1
            where (id, tenant) in (select id, tenant from due) returning *
            """;

    /// <summary>How many messages of tenant <c>@tenant</c> were queued before <c>@before</c>, are due and are not claimed.</summary>
    public string CountLate =>
        field ??=
            $"select cast(count(*) as integer) from crm_message m where m.tenant = @tenant and {IsQueued} and m.next_attempt_at <= @now and m.queued_at < @before";

    /// <summary>Messages in state Sending whose lease ended, locked.</summary>
    public string ClaimLost =>
        field ??=
            $"select m.* from crm_message m where m.state = 'Sending' and m.lease_until <= {dialect.Now} order by m.lease_until, m.id limit @max"
            + dialect.ForUpdateSkipLocked("m");

    /// <summary>Locks message <c>@id</c> while its fence is <c>@fence</c> and its fate is open.</summary>
    public string LockMessage =>
        field ??=
            $"select m.* from crm_message m where m.id = @id and m.fence = @fence and m.state in ('Queued', 'Sending', 'Unknown')" + dialect.ForUpdate("m");

    /// <summary>Locks message <c>@id</c>, whoever has it.</summary>
    public string LockAnyMessage => field ??= "select m.* from crm_message m where m.id = @id" + dialect.ForUpdate("m");

    /// <summary>Renews the lease of message <c>@id</c> while it is Sending under <c>@fence</c>.</summary>
    public string RenewLease =>
        field ??= $"update crm_message set lease_until = {dialect.NowPlus("@lease")} where id = @id and fence = @fence and state = 'Sending'";

    /// <summary>Gives message <c>@id</c> back while it is Queued under <c>@fence</c>.</summary>
    public static string Release =>
        """
            update crm_message set lease_until = null, next_attempt_at = @now, revision = revision + 1
            where id = @id and fence = @fence and state = 'Queued' and lease_until is not null
            """;

    /// <summary>The same, its moment unchanged.</summary>
    public static string ReleaseAtOnce =>
        """
            update crm_message set lease_until = null, revision = revision + 1
            where id = @id and fence = @fence and state = 'Queued' and lease_until is not null
            """;

    /// <summary>Marks the events of <c>@ids</c> as told.</summary>
    public string ConfirmEvents => field ??= $"update crm_outbox_event set relayed_at = @now, lease_until = null where {dialect.In("id", "@ids")}";

    /// <summary>Gives event <c>@id</c> back while it is untold under <c>@fence</c>.</summary>
    public static string PutOffEvent =>
        """
            update crm_outbox_event set lease_until = null, next_attempt_at = @now, attempts = @attempts
            where id = @id and fence = @fence and relayed_at is null
            """;

    /// <summary>Untold events that were put off are due at <c>@now</c>.</summary>
    public static string ReleaseEvents => "update crm_outbox_event set next_attempt_at = @now where relayed_at is null and next_attempt_at > @now";

    /// <summary>Claims untold events: of the tenants that wait longest, each one's oldest.</summary>
    public string ClaimEvents =>
        field ??= $"""
            with recursive {Tellers},
            due_tenants as (
                select w.tenant from ({FirstDueOfTellers}) w where w.due_at <= @now order by w.due_at limit @max
            ),
            share as (
                select case when count(*) = 0 then 0 else (@max + count(*) - 1) / count(*) end as size from due_tenants
            ),
            due as {dialect.Materialized}(
                {dialect.OfEach(
                    "due_tenants",
                    "crm_outbox_event",
                    $"v.tenant = o.tenant and v.relayed_at is null and {EventDueAt} <= @now and {dialect.IsFree("v")}",
                    "v",
                    $"{EventDueAt}, v.id",
                    "(select size from share)"
                )}
            )
            update crm_outbox_event set fence = fence + 1, lease_until = {dialect.NowPlus("@lease")}
            where (id, tenant) in (select id, tenant from due) returning *
            """;

    /// <summary>The sequence's state is a scalar, not a <c>not exists</c>: as a join PostgreSQL takes it for empty and sorts all that is due (1,150 ms among 10,000, instead of 0.5).</summary>
    private string IsClaimable =>
        $"{HasDueTime} and e.due_at is not null and {dialect.IsFree("e")} "
        + "and (select s.state from crm_sequence s where s.id = e.sequence and s.tenant = e.tenant) is distinct from 'Paused'";

    private string IsQueued => $"m.state = 'Queued' and m.next_attempt_at is not null and {dialect.IsFree("m")} and not {IsHeld}";

    /// <summary>
    /// Who holds it lets it go on. One whose enrollment waits is claimed from a mailbox that may not send too, once: the gate blocks the enrollment, so that people see why. As a case, since PostgreSQL makes
    /// a join of a plain condition and then reads all that is queued.
    /// </summary>
    private const string IsHeld = $"""
        case when m.enrollment is null then not {GateSql.MailboxSends}
            else exists (select 1 from crm_enrollment e where e.id = m.enrollment and e.tenant = m.tenant and (e.state in ('Paused', 'Blocked')
                or (select q.state from crm_sequence q where q.id = e.sequence and q.tenant = e.tenant) = 'Paused'))
        end
        """;

    /// <summary>Nobody holds a message of mailbox b: neither claimed nor being sent.</summary>
    private string IsFreeMailbox =>
        $"not exists (select 1 from crm_message x where x.tenant = b.tenant and x.mailbox = b.id and x.lease_until > {dialect.Now})";

    private string FirstDueOfTenants =>
        $"""
            select t.tenant, (
                select e.due_at from crm_enrollment e where e.tenant = t.tenant and {IsClaimable} order by e.due_at limit 1
            ) as due_at from tenants t where t.tenant is not null
            """;

    private string FirstDueOfMailboxes =>
        $"""
            select b.tenant, b.mailbox, (
                select m.next_attempt_at from crm_message m where m.tenant = b.tenant and m.mailbox = b.mailbox and {IsQueued} order by m.next_attempt_at limit 1
            ) as due_at from mailboxes b where b.mailbox is not null
            """;

    private string FirstDueOfTellers =>
        $"""
            select t.tenant, (
                select {EventDueAt} from crm_outbox_event v where v.tenant = t.tenant and v.relayed_at is null and {dialect.IsFree(
                "v"
            )} order by {EventDueAt} limit 1
            ) as due_at from tellers t where t.tenant is not null
            """;

    /// <summary>The tenants with untold events.</summary>
    private static string Tellers => Tenants("crm_outbox_event v", "v", "v.relayed_at is null", "tellers");

    /// <summary>The tenants in a partial index, one look-up for each; the last row is null.</summary>
    internal static string Tenants(string table, string alias, string condition, string name = "tenants") =>
        $"""
            {name}(tenant) as (
                select * from (select {alias}.tenant from {table} where {condition} order by {alias}.tenant limit 1) first_one
                union all
                select (select {alias}.tenant from {table} where {condition} and {alias}.tenant > t.tenant order by {alias}.tenant limit 1)
                from {name} t where t.tenant is not null
            )
            """;

    /// <summary>The mailboxes with queued messages, one look-up for each; each tenant's last row is null.</summary>
    private static string Mailboxes =>
        $"""
            {Tenants("crm_message m", "m", "m.state = 'Queued'", "senders")},
            mailboxes(tenant, mailbox) as (
                select t.tenant, (select m.mailbox from crm_message m where m.state = 'Queued' and m.tenant = t.tenant order by m.mailbox limit 1)
                from senders t where t.tenant is not null
                union all
                select b.tenant, (
                    select m.mailbox from crm_message m where m.state = 'Queued' and m.tenant = b.tenant and m.mailbox > b.mailbox order by m.mailbox limit 1
                ) from mailboxes b where b.mailbox is not null
            )
            """;
}
