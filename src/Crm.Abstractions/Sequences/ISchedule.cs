namespace Crm.Sequences;

/// <summary>A calendar of allowed moments.</summary>
public interface ISchedule
{
    /// <summary>The schedule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>The first allowed moment at or after the given one.</summary>
    /// <param name="from">In UTC.</param>
    /// <param name="zone">The recipient's time zone (IANA).</param>
    /// <returns>In UTC; null where there is none within 60 days.</returns>
    DateTimeOffset? NextSlot(DateTimeOffset from, string zone);
}
