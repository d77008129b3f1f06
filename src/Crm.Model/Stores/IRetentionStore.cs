namespace Crm.Stores;

/// <summary>Deletes old rows of all tenants, a portion at a time. What another transaction holds is left for the next time.</summary>
public interface IRetentionStore
{
    /// <summary>Deletes events that the bus and every subscriber had before a moment, with their inbox entries. Events that wait or are parked stay.</summary>
    /// <param name="before">The moment, in UTC.</param>
    /// <param name="after">Where the portion before ended; null: the first.</param>
    /// <param name="max">How many events the portion looks at.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    Task<RetentionPortion> DeleteEventsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);

    /// <summary>Deletes step executions that were first decided before a moment and whose enrollment is finished, in the order of that moment; else as <see cref="DeleteEventsAsync"/>.</summary>
    Task<RetentionPortion> DeleteExecutionsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);

    /// <summary>Deletes what was remembered under idempotency keys before a moment; else as <see cref="DeleteEventsAsync"/>.</summary>
    Task<RetentionPortion> DeleteRequestsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);

    /// <summary>Deletes audit rows from before a moment; else as <see cref="DeleteEventsAsync"/>.</summary>
    Task<RetentionPortion> DeleteAuditAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);
}
