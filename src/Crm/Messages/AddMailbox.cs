using Crm.Records;
using Crm.Tenancy;
using Crm.Values;

namespace Crm.Messages;

/// <summary>Adds a mailbox that messages are sent from.</summary>
public sealed class AddMailbox(UseCaseExecutor executor)
{
    /// <summary>Adds it.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: the channel has a mailbox of this address. Forbidden.</exception>
    public Task<MailboxResult> ExecuteAsync(Caller caller, AddMailboxInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "mailbox.add",
            Right.Administer,
            input,
            async context =>
            {
                var check = new Problems();
                check.Key("channel", input.Channel);
                var address = input.Channel == "email" ? check.Email("address", input.Address) : check.Name("address", input.Address);
                if (address is null && input.Channel == "email" && string.IsNullOrWhiteSpace(input.Address))
                    check.Add("address", "It is required.");
                if (input.Member is { } member && !(context.Access.Members.TryGetValue(member, out var known) && known.IsActive))
                    check.Add("member", $"There is no active member '{member}'.");
                var displayName = input.DisplayName is null ? null : check.Name("displayName", input.DisplayName);
                check.ThrowIfInvalid();
                var mailboxes = await context.Stores.Messages.GetMailboxesAsync(cancellationToken);
                if (mailboxes.Any(other => other.Channel == input.Channel && other.Address == address))
                    throw CrmException.Refused("address-taken", $"The channel {input.Channel} has a mailbox of this address already.");
                var mailbox = new Mailbox
                {
                    Tenant = context.Tenant,
                    Id = new MailboxId(context.NewId()),
                    Channel = input.Channel,
                    Address = address!,
                    DisplayName = displayName,
                    Member = input.Member,
                    UnknownPolicy = input.UnknownPolicy,
                    Revision = 1,
                };
                context.Changes.Insert(mailbox);
                context.Audit(
                    $"mailbox:{mailbox.Id}",
                    null,
                    new
                    {
                        channel = mailbox.Channel,
                        address = mailbox.Address,
                        member = mailbox.Member?.Value,
                    }
                );
                context.Publish("mailbox.added", null, new { mailbox = mailbox.Id.Value });
                return new MailboxResult(mailbox.Id, mailbox.Revision);
            },
            cancellationToken
        );
}

/// <summary>A mailbox that is to be added.</summary>
/// <param name="Address">The sender's address.</param>
public sealed record AddMailboxInput(string Address)
{
    /// <summary>The channel.</summary>
    public string Channel { get; init; } = "email";

    /// <summary>The sender's name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whose it is; null: the tenant's, for members who have none.</summary>
    public MemberId? Member { get; init; }

    /// <summary>What becomes of a message whose fate nobody knows.</summary>
    public UnknownPolicy UnknownPolicy { get; init; }
}

/// <summary>A mailbox that was added.</summary>
/// <param name="Mailbox">Which one.</param>
/// <param name="Revision">Its revision now.</param>
public sealed record MailboxResult(MailboxId Mailbox, int Revision);
