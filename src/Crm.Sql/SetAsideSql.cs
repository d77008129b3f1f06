namespace Crm.Sql;

/// <summary>
/// The statements for enrollments that wait for a slot of a slow handler; see <see cref="ClaimSql"/>. More parameters: <c>@handler</c> (a key), <c>@except</c> (a set of ids). Such an enrollment is not in the index that
/// claims walk as long as its revision is the one at which it was set aside.
/// </summary>
internal sealed class SetAsideSql
{
    /// <summary>The condition of the indexes of what is set aside, word for word.</summary>
    public const string IsSetAside = "e.set_aside_revision = e.revision";

    private const string IsOfHandler = $"e.set_aside_for = @handler and {IsSetAside}";

    private static readonly SetAsideSql OfPostgres = new(SqlDialect.Postgres);

    private static readonly SetAsideSql OfSqlite = new(SqlDialect.Sqlite);

    private readonly SqlDialect dialect;

    private SetAsideSql(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>The statements of a database.</summary>
    public static SetAsideSql For(SqlDialect dialect) => dialect.IsSqlite ? OfSqlite : OfPostgres;

    /// <summary>Sets those of <c>@ids</c> aside for a slot of <c>@handler</c>, for <c>@lease</c> at most.</summary>
    public string SetAside =>
        field ??= $"""
            update crm_enrollment as e set lease_until = {dialect.NowPlus("@lease")}, set_aside_for = @handler, set_aside_revision = revision
            where {dialect.In("e.id", "@ids")}
            """;

    /// <summary>
    /// Releases <c>@max</c> of those that were set aside for <c>@handler</c>, without those of <c>@except</c> and of paused sequences: of the tenants that have waited longest, each one's oldest.
    /// </summary>
    public string Release =>
        field ??= $"""
            with recursive {ClaimSql.Tenants("crm_enrollment e", "e", IsOfHandler, "waiters")},
            waiting_tenants as (
                select w.tenant from (
                    select t.tenant, (
                        select e.due_at from crm_enrollment e where e.tenant = t.tenant and {IsReleasable} order by e.due_at limit 1
                    ) as due_at from waiters t where t.tenant is not null
                ) w where w.due_at is not null order by w.due_at limit @max
            ),
            share as (
                select case when count(*) = 0 then 0 else (@max + count(*) - 1) / count(*) end as size from waiting_tenants
            ),
            released as {dialect.Materialized}(
                {dialect.OfEach(
                    "waiting_tenants",
                    "crm_enrollment",
                    $"e.tenant = o.tenant and {IsReleasable}",
                    "e",
                    "e.due_at, e.id",
                    "(select size from share)"
                )}
            )
            update crm_enrollment set lease_until = null, set_aside_revision = null where (id, tenant) in (select id, tenant from released)
            """;

    /// <summary>Releases those that were set aside and whose time is over, <c>@max</c> at most. The clock is a scalar: as a volatile function it would not be looked up in the index.</summary>
    public string ReleaseExpired =>
        field ??= $"""
            with expired as {dialect.Materialized}(
                select e.id, e.tenant from crm_enrollment e where {IsSetAside} and not e.is_held and e.lease_until <= (select {dialect.Now})
                order by e.lease_until limit @max{dialect.ForUpdateSkipLocked("e")}
            )
            update crm_enrollment set lease_until = null, set_aside_revision = null where (id, tenant) in (select id, tenant from expired)
            """;

    private string IsReleasable => $"{IsOfHandler} and not e.is_held and not ({dialect.In("e.id", "@except")})";
}
