using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>The own record of <c>crm.email_draft</c>, as far as the engine writes and reads it.</summary>
internal sealed record DraftDetails
{
    /// <summary>The recipients' addresses; the engine sends to the first.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The text as HTML, or null for text only.</summary>
    public string? Html { get; init; }

    public string ToJson() =>
        Html is null
            ? JsonSerializer.Serialize(new { to = To }, ContractJson.Options)
            : JsonSerializer.Serialize(new { to = To, html = Html }, ContractJson.Options);

    /// <summary>Reads the members that the engine knows; others are left out.</summary>
    public static DraftDetails Of(string details)
    {
        using var document = JsonDocument.Parse(details);
        var root = document.RootElement;
        return new DraftDetails
        {
            To = root.TryGetProperty("to", out var to) ? [.. to.EnumerateArray().Select(address => address.GetString()!)] : [],
            Html = root.TryGetProperty("html", out var html) && html.ValueKind == JsonValueKind.String ? html.GetString() : null,
        };
    }
}
