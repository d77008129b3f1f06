using Crm.Accounts;
using Crm.Activities;

namespace Crm.Stores;

/// <summary>Reads the tenant, its members and teams and what it has set. Small sets, read whole.</summary>
public interface ITenancyStore : ITenancyLookup
{
    /// <summary>The tenant; none where it is not set up yet.</summary>
    Task<IReadOnlyList<Tenant>> GetTenantsAsync(CancellationToken cancellationToken);

    /// <summary>All members, inactive ones too.</summary>
    Task<IReadOnlyList<Member>> GetMembersAsync(CancellationToken cancellationToken);

    /// <summary>All members, inactive ones too, with who leads their teams: what a caller's access is worked out from, in one statement.</summary>
    Task<IReadOnlyList<LedMember>> GetLedMembersAsync(CancellationToken cancellationToken);

    /// <summary>What a member has set for the own work, or null.</summary>
    Task<MemberSettings?> FindMemberSettingsAsync(MemberId member, CancellationToken cancellationToken);

    /// <summary>A member's saved views, by type of record and name.</summary>
    Task<IReadOnlyList<SavedView>> GetSavedViewsAsync(MemberId member, CancellationToken cancellationToken);

    /// <summary>All teams.</summary>
    Task<IReadOnlyList<Team>> GetTeamsAsync(CancellationToken cancellationToken);

    /// <summary>All pipelines.</summary>
    Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken);

    /// <summary>What a tenant has set, and the member's own views, in one round trip; null where the tenant is not set up yet.</summary>
    /// <param name="member">Whose views; null for none.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<TenantSettings?> FindSettingsAsync(MemberId? member, CancellationToken cancellationToken);

    /// <summary>All custom fields, retired ones too.</summary>
    Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(CancellationToken cancellationToken);

    /// <summary>All outcomes that the tenant has set, retired ones too.</summary>
    Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(CancellationToken cancellationToken);

    /// <summary>Which accounts the members sign in with; members who cannot sign in have none.</summary>
    Task<IReadOnlyList<MemberAccount>> GetMemberAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Sessions that were not ended, newest first, expired ones too.</summary>
    /// <param name="member">Of whom; null for all members.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<Session>> GetSessionsAsync(MemberId? member, CancellationToken cancellationToken);

    /// <summary>A session with the language that its member has set, in one statement; null where it was ended.</summary>
    Task<MemberSession?> FindSessionAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>One-time links of a member, newest first, used and expired ones too.</summary>
    Task<IReadOnlyList<OneTimeLink>> GetLinksAsync(MemberId member, CancellationToken cancellationToken);
}
