using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Where a sequence stands.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum SequenceState
{
    /// <summary>Takes enrollments once a version is published.</summary>
    Open,

    /// <summary>Nothing goes out; nobody is dropped.</summary>
    Paused,

    /// <summary>Takes no new enrollments; live ones finish.</summary>
    Archived,

    /// <summary>Over; all enrollments are finished.</summary>
    Ended,
}
