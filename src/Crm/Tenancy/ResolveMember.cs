namespace Crm.Tenancy;

/// <summary>Finds the one member that a text means. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ResolveMember(UseCaseExecutor executor)
{
    /// <summary>Resolves an email address, a full name (without case) or an id; active members win over others of the same name.</summary>
    /// <exception cref="CrmException">NotFound: nobody is meant. Refused: several are, whose ids are listed.</exception>
    public Task<Member> ExecuteAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return executor.ReadAsync(
            caller,
            Right.ReadRecords,
            context => Task.FromResult(Find(context.Access.Members.Values, reference.Trim())),
            cancellationToken
        );
    }

    /// <inheritdoc cref="ExecuteAsync"/>
    internal static Member Find(IEnumerable<Member> members, string reference)
    {
        var text = reference.StartsWith("member:", StringComparison.OrdinalIgnoreCase) ? reference["member:".Length..] : reference;
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
            : string.Equals(member.Email, text, StringComparison.OrdinalIgnoreCase) || string.Equals(member.Name, text, StringComparison.OrdinalIgnoreCase);
}
