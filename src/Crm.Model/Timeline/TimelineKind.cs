using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Timeline;

/// <summary>What kind of entry.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum TimelineKind
{
    /// <summary>An activity.</summary>
    Activity,

    /// <summary>Fields were changed.</summary>
    FieldChange,

    /// <summary>A deal moved to another stage.</summary>
    StageChange,

    /// <summary>The record was created, converted, merged, deleted, restored.</summary>
    Lifecycle,

    /// <summary>The record was enrolled, or an enrollment ended.</summary>
    Sequence,
}
