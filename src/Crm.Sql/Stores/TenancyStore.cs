using Crm.Accounts;
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="ITenancyStore"/>
internal sealed class TenancyStore(StoreSession session) : ITenancyStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Tenant>> GetTenantsAsync(CancellationToken cancellationToken) =>
        session.AllAsync<Tenant>("t.name, t.tenant", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Tenant>> GetTenantsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<Tenant>("t.name, t.tenant", tenants, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Member>> GetMembersAsync(CancellationToken cancellationToken) =>
        session.AllAsync<Member>("t.name, t.id", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Member>> GetMembersAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<Member>("t.name, t.id", tenants, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedMember>> GetLedMembersAsync(CancellationToken cancellationToken)
    {
        var led = new SqlQuery<Member>(session) { Join = "left join crm_team l on l.id = t.team and l.tenant = t.tenant" };
        var member = session.ReaderOf<Member>();
        return await session.SelectAsync(
            led.Columns("t.*, l.manager as team_lead"),
            row => new LedMember(member(row), row.GetOrdinal("team_lead") is var lead && row.IsDBNull(lead) ? null : new MemberId(row.GetGuid(lead))),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<MemberSettings?> FindMemberSettingsAsync(MemberId member, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<MemberSettings>(session).Where($"t.member = {member}");
        return (await session.RowsAsync<MemberSettings>(query.Rows(), cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SavedView>> GetSavedViewsAsync(MemberId member, CancellationToken cancellationToken) =>
        await session.RowsAsync<SavedView>(ViewsOf(member), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Team>> GetTeamsAsync(CancellationToken cancellationToken) => session.AllAsync<Team>("t.name, t.id", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken) => session.AllAsync<Pipeline>("t.key", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<Pipeline>("t.tenant, t.key", tenants, cancellationToken);

    /// <inheritdoc/>
    public async Task<TenantSettings?> FindSettingsAsync(MemberId? member, CancellationToken cancellationToken)
    {
        var tenants = session.ResultOf<Tenant>(new SqlQuery<Tenant>(session).Rows());
        var pipelines = session.ResultOf<Pipeline>(new SqlQuery<Pipeline>(session).Columns("t.*", "t.key"));
        var outcomes = session.ResultOf<OutcomeOption>(new SqlQuery<OutcomeOption>(session).Columns("t.*", "t.type_key, t.key"));
        var teams = session.ResultOf<Team>(new SqlQuery<Team>(session).Columns("t.*", "t.name, t.id"));
        var fields = session.ResultOf<CustomField>(new SqlQuery<CustomField>(session).Columns("t.*", "t.record_type, t.key"));
        var views = member is { } one ? session.ResultOf<SavedView>(ViewsOf(one)) : null;
        List<SqlResult> asked = [tenants, pipelines, outcomes, teams, fields];
        if (views is not null)
            asked.Add(views);
        await session.ReadAsync(asked, cancellationToken);
        return tenants.Rows is [var tenant, ..]
            ? new TenantSettings(tenant, pipelines.Rows, outcomes.Rows, teams.Rows) { CustomFields = fields.Rows, Views = views?.Rows ?? [] }
            : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(CancellationToken cancellationToken) =>
        session.AllAsync<CustomField>("t.record_type, t.key", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<CustomField>("t.tenant, t.record_type, t.key", tenants, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(CancellationToken cancellationToken) =>
        session.AllAsync<OutcomeOption>("t.type_key, t.key", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<OutcomeOption>("t.tenant, t.type_key, t.key", tenants, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MemberAccount>> GetMemberAccountsAsync(CancellationToken cancellationToken) =>
        session.AllAsync<MemberAccount>("t.since, t.member", null, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Session>> GetSessionsAsync(MemberId? member, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<Session>(session);
        if (member is { } one)
            query.Where($"t.member = {one}");
        return await session.RowsAsync<Session>(query.Columns("t.*", "t.started_at desc, t.id desc"), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MemberSession?> FindSessionAsync(SessionId id, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<Session>(session) { Join = "left join crm_member_settings l on l.member = t.member and l.tenant = t.tenant" };
        var found = session.ReaderOf<Session>();
        var rows = await session.SelectAsync(
            query.Where($"t.id = {id}").Columns("t.*, l.language as member_language"),
            row => new MemberSession(found(row), row.GetOrdinal("member_language") is var at && row.IsDBNull(at) ? null : row.GetString(at)),
            cancellationToken
        );
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OneTimeLink>> GetLinksAsync(MemberId member, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<OneTimeLink>(session).Where($"t.member = {member}");
        return await session.RowsAsync<OneTimeLink>(query.Columns("t.*", "t.issued_at desc, t.token_hash"), cancellationToken);
    }

    private SqlStatement ViewsOf(MemberId member) =>
        new SqlQuery<SavedView>(session, mark: "v").Where($"t.member = {member}").Columns("t.*", "t.record_type, t.name, t.id");
}
