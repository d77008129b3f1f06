namespace Crm.Accounts;

/// <summary>Signs a member out everywhere who may act no more, or has another role.</summary>
internal sealed class SessionFollower : IMemberFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(Work work, Member before, Member after)
    {
        if (before.Role != after.Role || !after.IsActive)
            await EndSessions.EndAsync(work, after.Id, except: null);
    }
}
