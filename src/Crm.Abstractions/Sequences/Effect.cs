using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>What a handler wants to happen; the engine makes it happen, in the step's own transaction. Closed; cases may be added, never changed.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Logs an activity on the record.</summary>
    public sealed record LogActivityEffect(string TypeKey, string Subject, JsonElement Details) : Effect
    {
        /// <summary>An outcome of the type's list, or null.</summary>
        public string? Outcome { get; init; }

        /// <summary>The body as plain text, or null.</summary>
        public string? Body { get; init; }
    }

    /// <summary>Creates a task for the enrollment's owner.</summary>
    public sealed record CreateTaskEffect(string Subject, string? Note) : Effect
    {
        /// <summary>What is to be done; decides what is logged when the task is completed.</summary>
        public TaskKind Kind { get; init; }

        /// <summary>Due so long after the step; at once where zero.</summary>
        public TimeSpan DueAfter { get; init; }
    }

    /// <summary>Creates a draft that a person edits, approves or rejects.</summary>
    public sealed record CreateDraftEffect(string Channel, string Subject, string Text, string? Html) : Effect;

    /// <summary>Queues a message to the enrollment's recipient.</summary>
    public sealed record QueueMessageEffect(string Channel, string Subject, string Text, string? Html) : Effect;

    /// <summary>Sets a field of the record.</summary>
    public sealed record ChangeFieldEffect(string Field, JsonElement Value) : Effect;

    /// <summary>Moves the deal to a stage.</summary>
    public sealed record MoveDealEffect(string StageKey) : Effect;

    /// <summary>Enrolls the record in another sequence.</summary>
    public sealed record EnrollEffect(string SequenceKey) : Effect;

    /// <summary>Tells the enrollment's owner something.</summary>
    public sealed record NotifyEffect(string Text) : Effect;

    /// <summary>Keeps a value for this plugin on this enrollment.</summary>
    public sealed record SetStateEffect(string Key, JsonElement Value) : Effect;

    /// <summary>Publishes an event of the plugin's own.</summary>
    public sealed record PublishEventEffect(string Type, JsonElement Payload) : Effect;

    /// <summary>Logs an activity on the record.</summary>
    /// <param name="typeKey">Key of a loaded activity type.</param>
    /// <param name="subject">One line.</param>
    /// <param name="details">The type's own record; null where it has none.</param>
    public static LogActivityEffect LogActivity(string typeKey, string subject, object? details = null) =>
        new(typeKey, subject, JsonSerializer.SerializeToElement(details ?? new object(), ContractJson.Options));

    /// <summary>Creates a task for the enrollment's owner.</summary>
    /// <param name="subject">What to do, in one line.</param>
    /// <param name="note">More words, or null.</param>
    /// <param name="kind">What is to be done.</param>
    public static CreateTaskEffect CreateTask(string subject, string? note = null, TaskKind kind = TaskKind.ToDo) => new(subject, note) { Kind = kind };

    /// <summary>Creates a draft that a person approves.</summary>
    public static CreateDraftEffect CreateDraft(string channel, string subject, string text, string? html = null) => new(channel, subject, text, html);

    /// <summary>Queues a message to the enrollment's recipient; channel <c>email</c> is always there.</summary>
    public static QueueMessageEffect QueueMessage(string channel, string subject, string text, string? html = null) => new(channel, subject, text, html);

    /// <summary>Sets a field of the record; an audited change like any other.</summary>
    public static ChangeFieldEffect ChangeField(string field, object? value) => new(field, JsonSerializer.SerializeToElement(value, ContractJson.Options));

    /// <summary>Moves the deal to a stage of its pipeline.</summary>
    public static MoveDealEffect MoveDeal(string stageKey) => new(stageKey);

    /// <summary>Enrolls the record in another sequence, if it is eligible.</summary>
    public static EnrollEffect Enroll(string sequenceKey) => new(sequenceKey);

    /// <summary>Tells the enrollment's owner something.</summary>
    public static NotifyEffect Notify(string text) => new(text);

    /// <summary>Keeps a value for this plugin on this enrollment.</summary>
    public static SetStateEffect SetState(string key, object? value) => new(key, JsonSerializer.SerializeToElement(value, ContractJson.Options));

    /// <summary>Publishes an event of the plugin's own.</summary>
    /// <param name="type">The plugin's id, a dot, a name of a–z, 0–9, _ and dots. Another blocks the enrollment.</param>
    /// <param name="payload">Serialised as a JSON object.</param>
    public static PublishEventEffect PublishEvent(string type, object payload) => new(type, JsonSerializer.SerializeToElement(payload, ContractJson.Options));
}

/// <summary>What a task is about.</summary>
public enum TaskKind
{
    /// <summary>Anything.</summary>
    ToDo,

    /// <summary>A call; completing the task logs it.</summary>
    Call,

    /// <summary>A mail that is written by hand.</summary>
    Email,
}
