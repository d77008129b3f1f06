using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>An action that a handler requests and the engine carries out, in the step's own transaction. Only the engine defines effects; later versions may add some but never change one.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Logs an activity on the record.</summary>
    /// <param name="TypeKey">Key of a loaded activity type.</param>
    /// <param name="Subject">One line.</param>
    /// <param name="Details">The type's details as JSON.</param>
    public sealed record LogActivity(string TypeKey, string Subject, JsonElement Details) : Effect
    {
        /// <summary>Logs an activity on the record.</summary>
        /// <param name="typeKey">Key of a loaded activity type.</param>
        /// <param name="subject">One line.</param>
        /// <param name="details">The type's details; null if it has none.</param>
        public LogActivity(string typeKey, string subject, object? details = null)
            : this(typeKey, subject, Json(details ?? new object())) { }

        /// <summary>The key of an outcome from the type's list, or null.</summary>
        public string? Outcome { get; init; }

        /// <summary>The body as plain text, or null.</summary>
        public string? Body { get; init; }
    }

    /// <summary>Creates a task for the enrollment's owner.</summary>
    /// <param name="Subject">What to do, in one line.</param>
    /// <param name="Note">Further instructions, or null.</param>
    /// <param name="Kind">The kind of task; determines what is logged when the task is completed.</param>
    public sealed record CreateTask(string Subject, string? Note = null, TaskKind Kind = TaskKind.ToDo) : Effect
    {
        /// <summary>How long after the step the task is due; zero for immediately.</summary>
        public TimeSpan DueAfter { get; init; }
    }

    /// <summary>Creates a draft that a person edits, approves or rejects.</summary>
    public sealed record CreateDraft(string Channel, string Subject, string Text, string? Html = null) : Effect
    {
        /// <inheritdoc cref="QueueMessage.StartsThread"/>
        public bool StartsThread { get; init; }
    }

    /// <summary>Queues a message to the enrollment's recipient; the channel <c>email</c> always exists.</summary>
    public sealed record QueueMessage(string Channel, string Subject, string Text, string? Html = null) : Effect
    {
        /// <summary>
        /// Whether it begins a conversation of its own under its own subject. Otherwise a follow-up is a reply to what the enrollment sent before, under that subject (<c>Re: …</c>): mail programs thread by
        /// references and subject together.
        /// </summary>
        public bool StartsThread { get; init; }
    }

    /// <summary>Sets a field of the record; audited like any other change.</summary>
    public sealed record ChangeField(string Field, JsonElement Value) : Effect
    {
        /// <summary>Sets a field of the record to a value, which is serialized to JSON.</summary>
        public ChangeField(string field, object? value)
            : this(field, Json(value)) { }
    }

    /// <summary>Moves the deal to a stage of its pipeline.</summary>
    public sealed record MoveDeal(string StageKey) : Effect;

    /// <summary>Enrolls the record in another sequence, if it is eligible.</summary>
    public sealed record Enroll(string SequenceKey) : Effect;

    /// <summary>Notifies the enrollment's owner.</summary>
    public sealed record Notify(string Text) : Effect;

    /// <summary>Stores a value for this plugin on this enrollment.</summary>
    public sealed record SetState(string Key, JsonElement Value) : Effect
    {
        /// <summary>Stores a value, which is serialized to JSON.</summary>
        public SetState(string key, object? value)
            : this(key, Json(value)) { }
    }

    /// <summary>Publishes one of the plugin's own events.</summary>
    /// <param name="Type">The plugin's id, a dot, and a name of a–z, 0–9, _ and dots. Any other type blocks the enrollment.</param>
    /// <param name="Payload">A JSON object.</param>
    public sealed record PublishEvent(string Type, JsonElement Payload) : Effect
    {
        /// <summary>Publishes one of the plugin's own events.</summary>
        /// <param name="type">The plugin's id, a dot, and a name of a–z, 0–9, _ and dots. Any other type blocks the enrollment.</param>
        /// <param name="payload">Serialized as a JSON object.</param>
        public PublishEvent(string type, object payload)
            : this(type, Json(payload)) { }
    }

    private static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value, ContractJson.Options);
}
