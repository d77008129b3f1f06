namespace Crm.Sql;

/// <summary>The sender's gate: what must hold for a message to go out, asked by one statement, and once more for the reason where it did not pass.</summary>
internal sealed class GateSql
{
    private static readonly GateSql OfPostgres = new(SqlDialect.Postgres);

    private static readonly GateSql OfSqlite = new(SqlDialect.Sqlite);

    private readonly SqlDialect dialect;

    private GateSql(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>The statements of a database.</summary>
    public static GateSql For(SqlDialect dialect) => dialect.IsSqlite ? OfSqlite : OfPostgres;

    /// <summary>The record or the recipient; each by itself, since PostgreSQL looks no index up for an id that is one of two columns.</summary>
    private const string RecordIsGone = """
        (exists (select 1 from crm_record r where r.id = m.record and r.tenant = m.tenant and r.deleted_at is not null)
            or exists (select 1 from crm_record r where r.id = m.recipient and r.tenant = m.tenant and r.deleted_at is not null))
        """;

    /// <summary>A person may write to an address that opted out; never to one that bounced or complained.</summary>
    private const string AddressIsSuppressed = """
        exists (select 1 from crm_suppression s where s.address_hash = m.address_hash and s.channel = m.channel and s.topic = '' and s.tenant = m.tenant
            and (m.enrollment is not null or s.reason in ('Bounced', 'Complained')))
        """;

    /// <summary>A sequence writes to the recipient's address of now; a person's one-off mail to the address that the person gave.</summary>
    private const string AddressHasChanged = """
        (m.enrollment is not null and m.channel = 'email'
            and exists (select 1 from crm_record r where r.id = m.recipient and r.tenant = m.tenant)
            and not exists (select 1 from crm_contact_point p where p.record = m.recipient and p.tenant = m.tenant
                and p.kind = 'Email' and p.is_primary and p.normalized = m.to_address))
        """;

    /// <summary>Waiting, by the execution that wants this message where it has one.</summary>
    private const string EnrollmentWaits = """
        exists (select 1 from crm_enrollment e where e.id = m.enrollment and e.tenant = m.tenant and e.state = 'Waiting'
            and (m.execution is null or exists (
                select 1 from crm_step_execution x where x.id = m.execution and x.tenant = m.tenant and x.state = 'Waiting')))
        """;

    private const string EnrollmentIsPaused =
        "exists (select 1 from crm_enrollment e where e.id = m.enrollment and e.tenant = m.tenant and e.state = 'Paused')";

    private const string SequenceIsPaused = """
        exists (select 1 from crm_enrollment e join crm_sequence q on q.id = e.sequence and q.tenant = e.tenant
            where e.id = m.enrollment and e.tenant = m.tenant and q.state = 'Paused')
        """;

    /// <summary>A condition on a message m.</summary>
    public const string MailboxSends = "exists (select 1 from crm_mailbox b where b.id = m.mailbox and b.tenant = m.tenant and b.is_active)";

    private string IsHeld =>
        $"m.fence = @fence and m.state = 'Queued' and m.lease_until > {dialect.Now} and (m.next_attempt_at is null or m.next_attempt_at <= @now)";

    /// <summary>Makes message <c>@id</c> Sending and returns it, if everything holds.</summary>
    public string Pass =>
        field ??= $"""
            update crm_message as m set state = 'Sending', spoken_at = coalesce(m.spoken_at, @now), lease_until = {dialect.NowPlus(
                "@lease"
            )}, revision = revision + 1
            where m.id = @id and {IsHeld}
            and not {RecordIsGone}
            and not {AddressIsSuppressed}
            and not {AddressHasChanged}
            and (m.enrollment is null or ({EnrollmentWaits} and not {SequenceIsPaused}))
            and {MailboxSends}
            returning *
            """;

    /// <summary>That an expression is the id of the record or the recipient of message <c>@id</c>.</summary>
    public static string RecordsOfMessage(string expression) =>
        $"{expression} in (select m.record from crm_message m where m.id = @id union all select m.recipient from crm_message m where m.id = @id)";

    /// <summary>What stands in the way of message <c>@id</c>: one row with the name of a <see cref="Crm.Stores.GateStop"/>, or null where it is too late. What is for good comes before what passes.</summary>
    public string Reason =>
        field ??= $"""
            select case
                when not ({IsHeld}) then null
                when {RecordIsGone} then 'RecordGone'
                when {AddressIsSuppressed} then 'Suppressed'
                when m.enrollment is not null and not {EnrollmentWaits} and not {EnrollmentIsPaused} then 'EnrollmentNotLive'
                when m.enrollment is not null and ({EnrollmentIsPaused} or {SequenceIsPaused}) then 'Paused'
                when not {MailboxSends} then 'MailboxInactive'
                when {AddressHasChanged} then 'AddressChanged'
            end as reason
            from crm_message m where m.id = @id
            """;
}
