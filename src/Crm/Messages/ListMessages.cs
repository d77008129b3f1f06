using Crm.Tenancy;

namespace Crm.Messages;

/// <summary>Which messages are listed; those about records that the caller may not see never are.</summary>
/// <param name="Filter">State, record, mailbox; its visible owners are not looked at.</param>
/// <param name="Page">Which page.</param>
public sealed record ListMessagesInput(MessageFilter? Filter = null, PageRequest? Page = null);

/// <summary>Lists outbound messages, the newest first. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ListMessages(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">Invalid: the cursor is of another list.</exception>
    public Task<Page<Message>> ExecuteAsync(Caller caller, ListMessagesInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(
            caller,
            Right.ReadRecords,
            context =>
                context.Stores.Messages.ListAsync(
                    (input.Filter ?? new MessageFilter()) with
                    {
                        VisibleOwners = context.Access.VisibleOwners,
                    },
                    input.Page ?? new PageRequest(),
                    cancellationToken
                ),
            cancellationToken
        );
    }
}
