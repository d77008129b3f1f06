using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>What came of a step.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum StepExecutionState
{
    /// <summary>A slow step is being decided.</summary>
    Deciding,

    /// <summary>Somebody is waited for.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Left out.</summary>
    Skipped,

    /// <summary>A rule or a person stopped it.</summary>
    Cancelled,

    /// <summary>Put off.</summary>
    RetryAt,

    /// <summary>Failed for good.</summary>
    Failed,
}
