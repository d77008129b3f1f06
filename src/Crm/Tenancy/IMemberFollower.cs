namespace Crm.Tenancy;

/// <summary>Follows what happens to members: that they leave, come back, or are called something else. Members know nothing of what follows them.</summary>
internal interface IMemberFollower
{
    /// <summary>Adds what follows from a change that was just decided to the same frame.</summary>
    /// <param name="work">The frame of the change; its row is wanted already.</param>
    /// <param name="before">As the member was.</param>
    /// <param name="after">As the member is now.</param>
    Task FollowAsync(Work work, Member before, Member after);
}
