namespace Crm.Messages.Sending;

/// <summary>The frame in which the sender decides about one message.</summary>
internal static class SenderFrame
{
    /// <summary>Who acts where no person does.</summary>
    public static readonly Actor Actor = Actor.System("sender");

    /// <summary>A frame in a unit of work.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="message">The message as it is stored; what led to it leads to all that is decided.</param>
    /// <param name="action">The action's name in the audit, such as <c>message.record</c>.</param>
    /// <param name="time">The clock.</param>
    public static Work Of(ISystemUnitOfWork unit, Message message, string action, TimeProvider time) =>
        new(
            unit,
            new WorkOrigin(message.Tenant, Actor, action, message.Causes, time.GetUtcNow().ToMicroseconds()),
            Access.Of(Actor, [], []),
            new ChangeSet(),
            CancellationToken.None
        );
}
