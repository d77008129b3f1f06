namespace Crm.Messages.Sending;

/// <summary>
/// Whether a sender may still speak: the time that has passed since its lease was written last. Looked at immediately before speaking, since nobody tells a process that it was frozen: others may have
/// had its message called unknown and sent again by then. Safe for all threads.
/// </summary>
internal sealed class LeaseWatch(TimeProvider time, TimeSpan lease)
{
    private volatile Moment written = Moment.Of(time);

    /// <summary>Whether the lease holds.</summary>
    public bool IsHeld => time.GetElapsedTime(written.Timestamp) < lease && time.GetUtcNow() - written.Wall < lease;

    /// <summary>Now, to be taken before the lease is written.</summary>
    public Moment Now => Moment.Of(time);

    /// <summary>The lease was written anew, and by the database's clock not before this moment.</summary>
    public void Renew(Moment moment) => written = moment;

    /// <summary>A moment by both clocks: the monotonic one runs on while a process is stopped, the wall clock while a machine is.</summary>
    public sealed record Moment(long Timestamp, DateTimeOffset Wall)
    {
        public static Moment Of(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());
    }
}
