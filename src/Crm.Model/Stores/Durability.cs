using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Stores;

/// <summary>What a commit promises.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum Durability
{
    /// <summary>Nothing is torn; on SQLite the last commits before a loss of power may be missing.</summary>
    Ordinary,

    /// <summary>What was committed survives a loss of power: the sender's gate, before it speaks.</summary>
    Durable,
}
