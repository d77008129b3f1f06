using Crm.Events;

namespace Crm.Sequences.Lifetime;

/// <summary>Moves a sequence as a whole: state by the lifecycle, row, audit row and event together.</summary>
internal static class SequenceMove
{
    /// <summary>Finds the sequence and moves it.</summary>
    /// <exception cref="CrmException">NotFound. Stale. Invalid: too many words. Refused with <c>trigger-not-allowed</c>.</exception>
    public static async Task<Sequence> MoveAsync(Work work, SequenceStateInput input, SequenceTrigger trigger)
    {
        if (input.Why is { Length: > EnrollmentWork.LongestWhy })
            throw CrmException.Invalid("why", $"It may have {EnrollmentWork.LongestWhy} characters at most, had {input.Why.Length}.");
        var before = await work.Stores.Sequences.FindAsync(input.Key, work.Cancellation) ?? throw CrmException.NotFound("sequence", input.Key);
        if (input.Revision is { } expected && expected != before.Revision)
            throw CrmException.Stale("sequence", expected, before.Revision);
        var after = before with { State = SequenceLifecycle.Next(before.State, trigger), Revision = before.Revision + 1 };
        work.Changes.Update(after);
        work.Audit($"sequence:{after.Key}", new { before.State }, new { after.State, why = input.Why });
        work.Publish(SequenceEventTypes.Of(trigger), null, new EventPayload.OfSequenceState(after.Id, after.Key));
        return after;
    }
}
