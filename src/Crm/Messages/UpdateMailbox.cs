using Crm.Events;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>What is to change about a mailbox; null members stay.</summary>
/// <param name="Mailbox">Which one.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record UpdateMailboxInput(MailboxId Mailbox, int? ExpectedRevision = null)
{
    /// <summary>The sender's name; empty for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The member whose it becomes.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Whether it becomes the tenant's, for members who have none.</summary>
    public bool IsShared { get; init; }

    /// <summary>What becomes of messages of which nobody knows whether they were delivered, from now on. Those that wait for an answer still do.</summary>
    public UnknownPolicy? UnknownPolicy { get; init; }
}

/// <summary>
/// Changes a mailbox: its name, its member, or what becomes of messages of which nobody knows whether they were delivered. Where it serves members who had no mailbox before, what was blocked for that
/// goes on. Publishes <c>mailbox.updated</c>.
/// </summary>
/// <remarks>Errors: NotFound. Stale. Invalid: names every wrong field.</remarks>
public sealed class UpdateMailbox : UseCase<UpdateMailboxInput, MailboxView>
{
    internal UpdateMailbox(UseCaseExecutor executor)
        : base(executor, "mailbox.update", Right.Administer, WorkKind.Write) { }

    private protected override async Task<MailboxView> DecideAsync(Work work, UpdateMailboxInput input)
    {
        var before = await work.GetMailboxAsync(input.Mailbox);
        if (input.ExpectedRevision is { } expected && expected != before.Revision)
            throw CrmException.Stale("mailbox", expected, before.Revision);
        var after = Changed(work, before, input);
        if (after == before)
            return MailboxView.Of(before);
        after = after with { Revision = before.Revision + 1 };
        work.Changes.Update(after);
        if (after.Member != before.Member)
        {
            await Enrollments.ReleaseAsync(work, [Obstacle.OfChannel(after.Channel)], blocked => after.Member is null || blocked.Owner == after.Member);
            // A thread keeps its mailbox: where that one's member had left, it has another sender now.
            if (before.Member is { } former)
                await Enrollments.ReleaseAsync(work, [Obstacle.OfMember(former)]);
        }
        work.Audit($"mailbox:{after.Id}", Shown(before), Shown(after));
        work.Publish("mailbox.updated", null, new EventPayload.OfMailbox(after.Id, null));
        return MailboxView.Of(after);
    }

    private static Mailbox Changed(Work work, Mailbox before, UpdateMailboxInput input)
    {
        var check = new Problems();
        if (input is { Member: not null, IsShared: true })
            check.Add("isShared", "A mailbox is a member's or the tenant's; give one of the two.");
        if (input.Member is { } member && !(work.Access.Members.TryGetValue(member, out var known) && known.IsActive))
            check.Add("member", $"No active member has the id '{member}'.");
        var after = before with
        {
            DisplayName =
                input.DisplayName is null ? before.DisplayName
                : string.IsNullOrWhiteSpace(input.DisplayName) ? null
                : check.Name("displayName", input.DisplayName),
            Member = input.IsShared ? null : input.Member ?? before.Member,
            UnknownPolicy = input.UnknownPolicy ?? before.UnknownPolicy,
        };
        check.ThrowIfInvalid();
        return after;
    }

    private static object Shown(Mailbox mailbox) =>
        new
        {
            displayName = mailbox.DisplayName,
            member = mailbox.Member?.Value,
            unknownPolicy = mailbox.UnknownPolicy,
        };
}
