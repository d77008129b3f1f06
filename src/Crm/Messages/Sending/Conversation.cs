namespace Crm.Messages.Sending;

/// <summary>One mailbox's messages on their way, one after the other.</summary>
internal sealed class Conversation
{
    private const long Nobody = long.MinValue;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long waitsSince = Nobody;

    /// <summary>Ends when all of them are settled or given back.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Begins one.</summary>
    public static Conversation Begin(Func<Conversation, Task> talk)
    {
        var conversation = new Conversation();
        conversation.Done = Task.Run(() => talk(conversation));
        return conversation;
    }

    /// <summary>A server, or its account's turn, is waited for until the result is disposed.</summary>
    /// <param name="since">The clock's timestamp.</param>
    public IDisposable Waits(long since)
    {
        Volatile.Write(ref waitsSince, since);
        return new Waiting(this);
    }

    /// <summary>Whether one has been waited for so long that others must not wait with it.</summary>
    public bool IsSlow(TimeProvider time) => Volatile.Read(ref waitsSince) is var since && since != Nobody && time.GetElapsedTime(since) > Patience;

    private sealed class Waiting(Conversation conversation) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref conversation.waitsSince, Nobody);
    }
}
