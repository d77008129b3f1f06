using Crm.Events;

namespace Crm.Tenancy;

/// <summary>What is to change about a member; null members stay.</summary>
/// <param name="Member">Which one.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record UpdateMemberInput(MemberId Member, int? ExpectedRevision = null)
{
    /// <summary>Full name.</summary>
    public string? Name { get; init; }

    /// <summary>Email address.</summary>
    public string? Email { get; init; }

    /// <summary>The team.</summary>
    public TeamId? Team { get; init; }

    /// <summary>What the member may do.</summary>
    public MemberRole? Role { get; init; }

    /// <summary>Whose records the member sees.</summary>
    public RecordAccess? Access { get; init; }

    /// <summary>Time zone (IANA).</summary>
    public string? Zone { get; init; }

    /// <summary>Whether the member may act.</summary>
    public bool? IsActive { get; init; }
}

/// <summary>Changes a member: name, address, team, role, or whether the member may act; members of the input that are null stay. Publishes <c>member.updated</c>.</summary>
/// <remarks>NotFound. Stale. Invalid: names every wrong field. Refused: another member has the email address (<c>email-taken</c>), or nobody would be left to administer (<c>last-administrator</c>).</remarks>
public sealed class UpdateMember : UseCase<UpdateMemberInput, MemberView>
{
    private readonly IReadOnlyList<IMemberFollower> followers;

    internal UpdateMember(UseCaseExecutor executor, IEnumerable<IMemberFollower> followers)
        : base(executor, "member.update", Right.Administer, WorkKind.Write) => this.followers = [.. followers];

    private protected override async Task<MemberView> DecideAsync(Work work, UpdateMemberInput input)
    {
        if (!work.Access.Members.TryGetValue(input.Member, out var before))
            throw CrmException.NotFound("member", input.Member.ToString());
        if (input.ExpectedRevision is { } expected && expected != before.Revision)
            throw CrmException.Stale("member", expected, before.Revision);
        var after = Changed(before, input, await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation));
        if (after != before)
            after = await WriteAsync(work, before, after, followers);
        return MemberView.Of(after);
    }

    /// <summary>Writes a changed member with its audit row and event, and what follows from the change.</summary>
    /// <exception cref="CrmException">Refused: another member has the email address, or nobody would be left to administer.</exception>
    internal static async Task<Member> WriteAsync(Work work, Member before, Member after, IReadOnlyList<IMemberFollower> followers)
    {
        MemberRules.RequireFreeEmail(after, work.Access.Members.Values);
        MemberRules.RequireAdministrator(after, work.Access.Members.Values);
        after = after with { Revision = before.Revision + 1 };
        work.Changes.Update(after);
        work.Audit($"member:{after.Id}", MemberRules.Shown(before), MemberRules.Shown(after));
        work.Publish("member.updated", null, new EventPayload.OfMember(after.Id));
        foreach (var follower in followers)
            await follower.FollowAsync(work, before, after);
        return after;
    }

    private static Member Changed(Member before, UpdateMemberInput input, IReadOnlyList<Team> teams)
    {
        var check = new Problems();
        var after = before with
        {
            Name = input.Name is null ? before.Name : check.Name("name", input.Name),
            Email = input.Email is null ? before.Email : check.Email("email", input.Email),
            Team = input.Team is null ? before.Team : MemberRules.Team(input.Team, teams, check),
            Role = input.Role ?? before.Role,
            Access = input.Access ?? before.Access,
            Zone = input.Zone is null ? before.Zone : check.Zone("zone", input.Zone),
            IsActive = input.IsActive ?? before.IsActive,
        };
        check.ThrowIfInvalid();
        return after;
    }
}
