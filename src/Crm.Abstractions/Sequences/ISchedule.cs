namespace Crm.Sequences;

/// <summary>A calendar of allowed times.</summary>
public interface ISchedule
{
    /// <summary>The schedule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Returns the first allowed time at or after the given one.</summary>
    /// <param name="from">The earliest time, in UTC.</param>
    /// <param name="zone">The recipient's time zone (IANA).</param>
    /// <returns>The time in UTC, or null if no time within 60 days is allowed.</returns>
    DateTimeOffset? NextSlot(DateTimeOffset from, string zone);
}
