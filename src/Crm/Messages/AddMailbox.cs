using Crm.Sequences;
using Crm.Values;

namespace Crm.Messages;

/// <summary>A mailbox that is to be added.</summary>
/// <param name="Address">The sender's address.</param>
public sealed record AddMailboxInput(string Address)
{
    /// <summary>The channel.</summary>
    public string Channel { get; init; } = Channels.Email;

    /// <summary>The sender's name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The member whose it is; null: the tenant's, for members who have none.</summary>
    public MemberId? Member { get; init; }

    /// <summary>What becomes of a message of which nobody knows whether it was delivered.</summary>
    public UnknownPolicy UnknownPolicy { get; init; }
}

/// <summary>Adds a mailbox that messages are sent from. Publishes <c>mailbox.added</c>.</summary>
/// <remarks>Errors: Invalid names every wrong field. Refused with <c>address-taken</c>: the channel has a mailbox of this address.</remarks>
public sealed class AddMailbox : UseCase<AddMailboxInput, MailboxView>
{
    internal AddMailbox(UseCaseExecutor executor)
        : base(executor, "mailbox.add", Right.Administer, WorkKind.Write) { }

    private protected override async Task<MailboxView> DecideAsync(Work work, AddMailboxInput input)
    {
        var check = new Problems();
        check.Key("channel", input.Channel);
        var isEmail = input.Channel == Channels.Email;
        var address = isEmail ? check.Email("address", input.Address) : check.Name("address", input.Address);
        if (address is null && isEmail && string.IsNullOrWhiteSpace(input.Address))
            check.Add("address", "It is required.");
        if (input.Member is { } member && !(work.Access.Members.TryGetValue(member, out var known) && known.IsActive))
            check.Add("member", $"No active member has the id '{member}'.");
        var displayName = input.DisplayName is null ? null : check.Name("displayName", input.DisplayName);
        check.ThrowIfInvalid();
        var mailboxes = await work.Stores.Messages.GetMailboxesAsync(work.Cancellation);
        if (mailboxes.Any(other => other.Channel == input.Channel && other.Address == address))
            throw CrmException.Refused("address-taken", $"The channel {input.Channel} already has a mailbox with this address.");
        var mailbox = new Mailbox
        {
            Tenant = work.Tenant,
            Id = new MailboxId(work.NewId()),
            Channel = input.Channel,
            Address = address!,
            DisplayName = displayName,
            Member = input.Member,
            UnknownPolicy = input.UnknownPolicy,
            Revision = 1,
        };
        work.Changes.Insert(mailbox);
        await Enrollments.ReleaseAsync(work, [Obstacle.OfChannel(mailbox.Channel)], blocked => mailbox.Member is null || blocked.Owner == mailbox.Member);
        work.Audit(
            $"mailbox:{mailbox.Id}",
            null,
            new
            {
                channel = mailbox.Channel,
                address = mailbox.Address,
                member = mailbox.Member?.Value,
            }
        );
        work.Publish("mailbox.added", null, new { mailbox = mailbox.Id.Value });
        return MailboxView.Of(mailbox);
    }
}
