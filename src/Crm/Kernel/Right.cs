using System.Text.Json.Serialization;

namespace Crm.Kernel;

/// <summary>What an actor may do; each use case asks for one.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum Right
{
    /// <summary>See records and timelines.</summary>
    ReadRecords,

    /// <summary>Create, change, delete records; log activities; work on tasks.</summary>
    EditRecords,

    /// <summary>Change drafts of sequences.</summary>
    EditSequences,

    /// <summary>Publish versions of sequences.</summary>
    PublishSequences,

    /// <summary>Enroll records and end enrollments.</summary>
    Enroll,

    /// <summary>Approve and complete what waits for another member.</summary>
    ActForOthers,

    /// <summary>Import files.</summary>
    Import,

    /// <summary>Members, teams, pipelines, fields, outcomes, mailboxes.</summary>
    Administer,
}
