namespace Crm.Sequences;

/// <summary>What enrollments do when a member changes. Those of a member who has left are blocked when they are due; they go on when the member is back, or when another takes the record over.</summary>
internal sealed class MemberFollower : IMemberFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(Work work, Member before, Member after)
    {
        if (after.IsActive)
            await Enrollments.ReleaseAsync(work, [Obstacle.OfMember(after.Id)]);
    }
}
