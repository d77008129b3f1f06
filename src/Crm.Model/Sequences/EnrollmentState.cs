using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Where an enrollment stands. Stored by name.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum EnrollmentState
{
    /// <summary>Accepted; its start date is not reached.</summary>
    Pending,

    /// <summary>Has a due time.</summary>
    Active,

    /// <summary>A person or a server must finish the step.</summary>
    Waiting,

    /// <summary>Held by a person or an out-of-office reply, until a date or until resumed; keeps the delay that was left.</summary>
    Paused,

    /// <summary>Something that can be fixed stands in the way.</summary>
    Blocked,

    /// <summary>A step failed for good; a person retries or skips it.</summary>
    Failed,

    /// <summary>Final, with one <see cref="FinishReason"/>.</summary>
    Finished,
}
