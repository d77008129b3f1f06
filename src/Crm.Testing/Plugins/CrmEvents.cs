using System.Text.Json;
using Crm.Activities;
using Crm.Events;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Testing;

/// <summary>Events as the engine publishes them, for the tests of subscribers: each with an id of its own, about a contact where nothing else is said. Thread-safe.</summary>
public static class CrmEvents
{
    private static int count;

    /// <summary>An activity was logged.</summary>
    /// <param name="type">Key of its type.</param>
    /// <param name="outcome">Key of its outcome, or null.</param>
    /// <param name="record">The first record that it is linked to; null: a contact.</param>
    public static CrmEvent ActivityLogged(string type = "crm.note", string? outcome = null, RecordRef? record = null) =>
        Of("activity.logged", new EventPayload.OfActivity(new ActivityId(Id()), type, ActivityState.Logged, outcome, null), record);

    /// <summary>A record was created.</summary>
    public static CrmEvent RecordCreated(RecordRef? record = null) => Of("record.created", new EventPayload.OfRecord(1), record);

    /// <summary>Fields of a record were changed.</summary>
    /// <param name="record">Which; null: a contact.</param>
    /// <param name="changed">Keys of the fields.</param>
    public static CrmEvent RecordUpdated(RecordRef? record = null, params IReadOnlyList<string> changed) =>
        Of("record.updated", new EventPayload.OfRecordChange(2, changed, []), record);

    /// <summary>A deal was won.</summary>
    public static CrmEvent DealWon(RecordRef? deal = null) =>
        Of("deal.moved", new EventPayload.OfDealMove("sales", "negotiation", "won", StageKind.Won), deal ?? new RecordRef(RecordType.Deal, new RecordId(Id())));

    /// <summary>An enrollment ended.</summary>
    public static CrmEvent EnrollmentFinished(FinishReason reason = FinishReason.Completed, RecordRef? record = null) =>
        Of("enrollment.finished", new EventPayload.OfEnrollmentEnd(new EnrollmentId(Id()), new SequenceId(Id()), reason), record);

    /// <summary>Any event of the engine.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="payload">Its data.</param>
    /// <param name="record">What it is about; null: a contact.</param>
    /// <exception cref="ArgumentException">The engine publishes no such event.</exception>
    public static CrmEvent Of(string type, EventPayload payload, RecordRef? record = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (EventTypes.Find(type)?.Payload != payload.GetType())
            throw new ArgumentException($"The engine publishes no event '{type}' with {payload.GetType().Name}.", nameof(type));
        return Make(type, payload, record);
    }

    /// <summary>An event of a plugin.</summary>
    /// <param name="type">Its type, which begins with the plugin's id.</param>
    /// <param name="payload">Its data, serialised.</param>
    /// <param name="record">What it is about; null: a contact.</param>
    public static CrmEvent OfPlugin(string type, object payload, RecordRef? record = null) => Make(type, payload, record);

    private static CrmEvent Make(string type, object payload, RecordRef? record) =>
        new()
        {
            Id = new CrmEventId(Id()),
            Tenant = TenantId.From("conformance"),
            Type = type,
            OccurredAt = StepContexts.Now,
            Record = record ?? new RecordRef(RecordType.Contact, new RecordId(Id())),
            Payload = JsonSerializer.SerializeToElement(payload, ContractJson.Options),
        };

    private static Guid Id() => Guid.CreateVersion7(StepContexts.Now.AddMilliseconds(Interlocked.Increment(ref count)));
}
