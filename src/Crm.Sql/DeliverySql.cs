namespace Crm.Sql;

/// <summary>
/// The statements that hand out events on their way to subscribers; see <see cref="ClaimSql"/>. More parameters: <c>@subscriber</c>, <c>@tenant</c>, <c>@event</c>, <c>@without</c> (a set of tenants),
/// <c>@lanes</c> (how many tenants). A lane is what one subscriber is told of one tenant.
/// </summary>
internal sealed class DeliverySql
{
    /// <summary>The condition of the index that claims walk, word for word.</summary>
    public const string IsOpen = "i.next_attempt_at is not null";

    private const string IsThis = "event = @event and subscriber = @subscriber and tenant = @tenant";
    private const string IsOfLane = $"i.tenant = @tenant and i.subscriber = @subscriber and {IsOpen}";

    private static readonly DeliverySql OfPostgres = new(SqlDialect.Postgres);

    private static readonly DeliverySql OfSqlite = new(SqlDialect.Sqlite);

    private readonly SqlDialect dialect;

    private DeliverySql(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>The statements of a database.</summary>
    public static DeliverySql For(SqlDialect dialect) => dialect.IsSqlite ? OfSqlite : OfPostgres;

    /// <summary>Claims what is due for a subscriber: of the tenants that wait longest, each one's first.</summary>
    public string ClaimDue =>
        field ??= $"""
            with recursive {Readers},
            lanes as (
                select w.tenant from (
                    select t.tenant, {FirstDue("t.tenant", "@subscriber")} as due_at
                    from readers t where t.tenant is not null and not ({dialect.In("t.tenant", "@without")})
                ) w where w.due_at <= @now order by w.due_at limit @lanes
            ),
            due as {dialect.Materialized}(
                {dialect.OfEach(
                    "lanes",
                    "crm_inbox_entry",
                    $"i.tenant = o.tenant and i.subscriber = @subscriber and {IsOpen} and i.next_attempt_at <= @now and {dialect.IsFree("i")}",
                    "i",
                    "i.next_attempt_at, i.event",
                    "@share"
                )}
            )
            {ClaimThose}
            """;

    /// <summary>Claims the first entry of a lane after <c>@now</c> and <c>@event</c>.</summary>
    public string ClaimAfter => field ??= ClaimOne("(i.next_attempt_at, i.event) > (@now, @event)", "i.next_attempt_at, i.event");

    /// <summary>Claims the last entry of a lane that is due at <c>@now</c>.</summary>
    public string ClaimNewest => field ??= ClaimOne("i.next_attempt_at <= @now", "i.next_attempt_at desc, i.event desc");

    /// <summary>An entry is handled.</summary>
    public static string Confirm =>
        $"update crm_inbox_entry set handled_at = @now, next_attempt_at = null, parked_at = null, lease_until = null where {IsThis} and handled_at is null";

    /// <summary>An entry under <c>@fence</c> is tried again at <c>@now</c>.</summary>
    public static string PutOff => Returned("next_attempt_at = @now");

    /// <summary>An entry under <c>@fence</c> is parked at <c>@now</c>.</summary>
    public static string Park => Returned("next_attempt_at = null, parked_at = @now");

    /// <summary>An entry under <c>@fence</c> is as it was.</summary>
    public static string GiveBack => $"update crm_inbox_entry set lease_until = null where {IsThis} and fence = @fence and handled_at is null";

    /// <summary>What a lane has beyond <c>@now</c> is due then.</summary>
    public static string Release =>
        "update crm_inbox_entry set next_attempt_at = @now where tenant = @tenant and subscriber = @subscriber and next_attempt_at is not null and next_attempt_at > @now";

    /// <summary>The same for the events of <c>@ids</c>.</summary>
    public string ReleaseThose => field ??= $"{Release} and {dialect.In("event", "@ids")}";

    /// <summary>Drops <c>@max</c> of a subscriber's open entries.</summary>
    public string DropOpen => field ??= Drop(IsOpen, "i.next_attempt_at, i.event");

    /// <summary>The same for parked ones.</summary>
    public string DropParked => field ??= Drop("i.parked_at is not null", "i.event");

    /// <summary>The lanes with open entries, one look-up for each; each tenant's last row is null.</summary>
    public static string Lanes =>
        $"""
            {Readers},
            lanes(tenant, subscriber) as (
                select t.tenant, (select i.subscriber from crm_inbox_entry i where {IsOpen} and i.tenant = t.tenant order by i.subscriber limit 1)
                from readers t where t.tenant is not null
                union all
                select l.tenant, (
                    select i.subscriber from crm_inbox_entry i where {IsOpen} and i.tenant = l.tenant and i.subscriber > l.subscriber order by i.subscriber limit 1
                ) from lanes l where l.subscriber is not null
            )
            """;

    /// <summary>When the first of each lane is due that nobody holds.</summary>
    public string FirstDueOfLanes => $"select {FirstDue("l.tenant", "l.subscriber")} as due_at from lanes l where l.subscriber is not null";

    /// <summary>The tenants with open entries.</summary>
    private static string Readers => ClaimSql.Tenants("crm_inbox_entry i", "i", IsOpen, "readers");

    private string FirstDue(string tenant, string subscriber) =>
        $"""
            (
                select i.next_attempt_at from crm_inbox_entry i
                where i.tenant = {tenant} and i.subscriber = {subscriber} and {IsOpen} and {dialect.IsFree("i")} order by i.next_attempt_at limit 1
            )
            """;

    private string ClaimOne(string condition, string order) =>
        $"""
            with due as {dialect.Materialized}(
                select i.event, i.subscriber, i.tenant from crm_inbox_entry i
                where {IsOfLane} and {condition} and {dialect.IsFree("i")} order by {order} limit 1{dialect.ForUpdateSkipLocked("i")}
            )
            {ClaimThose}
            """;

    /// <summary>The rows are chosen in an expression of their own: as a subquery PostgreSQL may choose others for each row that it looks at, and delete more than <c>@max</c>.</summary>
    private string Drop(string condition, string order) =>
        $"""
            with recursive {ClaimSql.Tenants("crm_inbox_entry i", "i", condition, "readers")},
            dropped as {dialect.Materialized}(
                {dialect.OfEach(
                    "(select t.tenant from readers t where t.tenant is not null)",
                    "crm_inbox_entry",
                    $"i.tenant = o.tenant and i.subscriber = @subscriber and {condition}",
                    "i",
                    order,
                    "@max"
                )}
            )
            delete from crm_inbox_entry where (event, subscriber, tenant) in (select event, subscriber, tenant from dropped)
            """;

    private string ClaimThose =>
        $"""
            update crm_inbox_entry set fence = fence + 1, lease_until = {dialect.NowPlus("@lease")}
            where (event, subscriber, tenant) in (select event, subscriber, tenant from due) returning *
            """;

    private static string Returned(string how) =>
        $"""
            update crm_inbox_entry set lease_until = null, attempts = @attempts, last_error = @error, {how}
            where {IsThis} and fence = @fence and handled_at is null
            """;
}
