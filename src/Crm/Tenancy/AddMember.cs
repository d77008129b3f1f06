using Crm.Events;

namespace Crm.Tenancy;

/// <summary>A member that is to be added.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Email">Email address, or null.</param>
public sealed record AddMemberInput(string Name, string? Email = null)
{
    /// <summary>The team, or null.</summary>
    public TeamId? Team { get; init; }

    /// <summary>What the member may do.</summary>
    public MemberRole Role { get; init; } = MemberRole.Rep;

    /// <summary>Whose records the member sees; null takes the role's own.</summary>
    public RecordAccess? Access { get; init; }

    /// <summary>Time zone (IANA), or null for the tenant's.</summary>
    public string? Zone { get; init; }
}

/// <summary>Adds a member. Publishes <c>member.added</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused: another member has the email address (<c>email-taken</c>).</remarks>
public sealed class AddMember : UseCase<AddMemberInput, MemberView>
{
    internal AddMember(UseCaseExecutor executor)
        : base(executor, "member.add", Right.Administer, WorkKind.Write) { }

    private protected override async Task<MemberView> DecideAsync(Work work, AddMemberInput input)
    {
        var teams = await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation);
        var check = new Problems();
        var member = new Member
        {
            Tenant = work.Tenant,
            Id = new MemberId(work.NewId()),
            Name = check.Name("name", input.Name),
            Email = check.Email("email", input.Email),
            Team = MemberRules.Team(input.Team, teams, check),
            Role = input.Role,
            Access = input.Access,
            Zone = check.Zone("zone", input.Zone),
            Revision = 1,
        };
        check.ThrowIfInvalid();
        MemberRules.RequireFreeEmail(member, work.Access.Members.Values);
        work.Changes.Insert(member);
        work.Audit($"member:{member.Id}", null, MemberRules.Shown(member));
        work.Publish("member.added", null, new EventPayload.OfMember(member.Id));
        return MemberView.Of(member);
    }
}
