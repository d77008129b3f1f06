using Crm.Sequences.Members;

namespace Crm.Sequences;

/// <summary>A member who leaves.</summary>
/// <param name="Member">Who.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record DeactivateMemberInput(MemberId Member, int? ExpectedRevision = null)
{
    /// <summary>Who takes over the records, open tasks and live enrollments; null: they stay where they are.</summary>
    public MemberId? HandOverTo { get; init; }
}

/// <summary>What a member has.</summary>
/// <param name="Records">Records that the member owns; deleted ones do not count.</param>
/// <param name="OpenTasks">Open tasks and drafts that wait for the member.</param>
/// <param name="LiveEnrollments">Enrollments, not finished, that work in the member's name.</param>
/// <param name="Mailboxes">Mailboxes of the member.</param>
public sealed record MemberWork(int Records, int OpenTasks, int LiveEnrollments, int Mailboxes);

/// <summary>A member who has left.</summary>
/// <param name="Member">Who.</param>
/// <param name="Revision">The member's revision now.</param>
/// <param name="Had">What the member had.</param>
/// <param name="Left">What the member still has: all of it where nobody takes over, else the mailboxes.</param>
public sealed record DeactivatedMember(MemberId Member, int Revision, MemberWork Had, MemberWork Left);

/// <summary>
/// Takes a member's rights to act away, says what the member has, and gives it to another where one is named, all in one transaction. Publishes <c>member.updated</c>, and for what is given <c>record.updated</c>,
/// <c>enrollment.reassigned</c> and <c>activity.edited</c>.
/// </summary>
/// <remarks>
/// NotFound. Stale. Invalid: who takes over is no other active member. Refused: the member is not active (<c>not-active</c>), or nobody would be left to administer (<c>last-administrator</c>).
/// </remarks>
public sealed class DeactivateMember : UseCase<DeactivateMemberInput, DeactivatedMember>
{
    private readonly IRecordFollower records;
    private readonly IReadOnlyList<IMemberFollower> members;

    internal DeactivateMember(UseCaseExecutor executor, IRecordFollower records, IEnumerable<IMemberFollower> members)
        : base(executor, "member.deactivate", Right.Administer, WorkKind.Write) => (this.records, this.members) = (records, [.. members]);

    private protected override async Task<DeactivatedMember> DecideAsync(Work work, DeactivateMemberInput input)
    {
        if (!work.Access.Members.TryGetValue(input.Member, out var member))
            throw CrmException.NotFound("member", input.Member.ToString());
        if (input.ExpectedRevision is { } expected && expected != member.Revision)
            throw CrmException.Stale("member", expected, member.Revision);
        if (!member.IsActive)
            throw CrmException.Refused("not-active", "The member is not active any more.");
        if (input.HandOverTo is { } named && (named == member.Id || !(work.Access.Members.TryGetValue(named, out var other) && other.IsActive)))
            throw CrmException.Invalid("handOverTo", $"No other active member has the id '{named}'.");
        var after = await UpdateMember.WriteAsync(work, member, member with { IsActive = false }, members);
        var handOver = new HandOver(work, records, member.Id);
        var had = await handOver.CountAsync();
        if (input.HandOverTo is not { } heir)
            return new DeactivatedMember(after.Id, after.Revision, had, had);
        await handOver.GiveAsync(heir);
        return new DeactivatedMember(after.Id, after.Revision, had, await handOver.CountAsync());
    }
}
