namespace Crm.Events;

/// <summary>Which parked events are to be told again: at least one member says so, and all that are given hold.</summary>
public sealed record ReplayEventsInput
{
    /// <summary>These events, at most 200.</summary>
    public IReadOnlyList<CrmEventId>? Events { get; init; }

    /// <summary>Those of this subscriber, by its key.</summary>
    public string? Subscriber { get; init; }

    /// <summary>All of them.</summary>
    public bool All { get; init; }
}

/// <summary>What is told again.</summary>
/// <param name="Count">How many.</param>
/// <param name="HasMore">Whether more are parked that were asked for: a call takes at most 200.</param>
public sealed record ReplayedEvents(int Count, bool HasMore);

/// <summary>Lets parked events be told again, at once and with new tries, to the subscriber that failed on them and to nobody else.</summary>
/// <remarks>Errors: Invalid: nothing says which. NotFound: one of the events is not parked, or not for that subscriber.</remarks>
public sealed class ReplayEvents : UseCase<ReplayEventsInput, ReplayedEvents>
{
    private const int Most = 200;

    internal ReplayEvents(UseCaseExecutor executor)
        : base(executor, "events.replay", Right.Administer, WorkKind.Write) { }

    private protected override async Task<ReplayedEvents> DecideAsync(Work work, ReplayEventsInput input)
    {
        if (input is { Events: null, Subscriber: null, All: false })
            throw CrmException.Invalid("events", "Say which: events, a subscriber, or all.");
        if (input.Events is { Count: > Most or 0 })
            throw CrmException.Invalid("events", $"Name 1 to {Most} events.");
        // What somebody else replays meanwhile may be handled by now.
        await work.Stores.LockAsync("events.replay", work.Cancellation);
        var filter = new ParkedFilter { Events = input.Events, Subscriber = input.Subscriber };
        var parked = await work.Stores.Events.ListParkedAsync(filter, new PageRequest(Most), work.Cancellation);
        foreach (var id in input.Events ?? [])
            if (parked.Next is null && parked.Rows.All(entry => entry.Event != id))
                throw CrmException.NotFound("parked event", id.ToString());
        foreach (var entry in parked.Rows)
        {
            work.Changes.Update(entry with { NextAttemptAt = work.Now, ParkedAt = null, Attempts = 0 });
            work.Audit($"event:{entry.Event}", null, new { entry.Subscriber });
        }
        return new ReplayedEvents(parked.Rows.Count, parked.Next is not null);
    }
}
