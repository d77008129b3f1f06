using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>What an outcome says about the try.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum OutcomeMeaning
{
    /// <summary>Neither good nor bad.</summary>
    Neutral,

    /// <summary>The person was reached.</summary>
    Reached,

    /// <summary>The person was not reached.</summary>
    NotReached,

    /// <summary>It went well.</summary>
    Positive,

    /// <summary>It went badly.</summary>
    Negative,
}
