namespace Crm.Tenancy;

/// <summary>The member to find.</summary>
/// <param name="Reference">An email address, a full name (without case) or an id.</param>
public sealed record ResolveMemberInput(string Reference);

/// <summary>Finds the one member that a text means; active members win over others of the same name.</summary>
/// <remarks>NotFound: nobody is meant. Refused: several are, whose ids are listed (<c>ambiguous</c>).</remarks>
public sealed class ResolveMember : UseCase<ResolveMemberInput, MemberView>
{
    internal ResolveMember(UseCaseExecutor executor)
        : base(executor, "member.resolve", Right.ReadRecords, WorkKind.Read) { }

    private protected override Task<MemberView> DecideAsync(Work work, ResolveMemberInput input) =>
        Task.FromResult(MemberView.Of(Find(work.Access.Members.Values, input.Reference.Trim())));

    /// <summary>The one member that a text means.</summary>
    /// <exception cref="CrmException">As <see cref="ResolveMember"/> throws it.</exception>
    internal static Member Find(IEnumerable<Member> members, string reference)
    {
        var text = Actor.TryParse(reference, out var actor) && actor is Actor.OfMember named ? named.Id.ToString() : reference;
        var meant = members.Where(member => IsMeant(member, text)).ToList();
        if (meant.Count > 1 && meant.Any(member => member.IsActive))
            meant.RemoveAll(member => !member.IsActive);
        return meant.Count switch
        {
            1 => meant[0],
            // An address or name is personal and stays out of messages.
            0 => throw CrmException.NotFound("member", Guid.TryParse(text, out _) ? text : null),
            _ => throw CrmException.Refused(
                "ambiguous",
                $"Several members match: {string.Join(", ", meant.Take(5).Select(member => member.Id))}; give the id or the email address."
            ),
        };
    }

    private static bool IsMeant(Member member, string text) =>
        Guid.TryParse(text, out var id)
            ? member.Id == new MemberId(id)
            : (member.Email is { } email && email == EmailAddress.Key(text)) || PlainText.Key(member.Name) == PlainText.Key(text);
}
