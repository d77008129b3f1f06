namespace Crm.Accounts;

/// <summary>What holds for all who sign in.</summary>
internal static class AccountRules
{
    /// <summary>A member who may act.</summary>
    /// <exception cref="CrmException">NotFound. Refused: the member is not active.</exception>
    public static Member ActiveMember(Work work, MemberId id)
    {
        var member = work.Access.Members.GetValueOrDefault(id) ?? throw CrmException.NotFound("member", id.ToString());
        return member.IsActive ? member : throw CrmException.Refused("not-active", "The member is not active any more.");
    }

    /// <summary>Refuses whoever asks about another's sessions without the right to administer.</summary>
    /// <exception cref="CrmException">Forbidden.</exception>
    public static void RequireOwn(Work work, MemberId? member)
    {
        if (work.Access.Member is { } caller && member != caller.Id)
            work.Access.Require(Right.Administer);
    }
}
