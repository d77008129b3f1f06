using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Sequences.Steps;

namespace Crm.Sequences;

/// <summary>The text of a draft, and the hash that an approval is bound to.</summary>
public sealed record DraftText(string Subject, string Text, string? Html)
{
    /// <summary>SHA-256 over subject, text and HTML, as 64 hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Subject, Text, Html ?? ""))));

    /// <summary>The text of a stored draft.</summary>
    internal static DraftText Of(Activity draft) => new(draft.Subject, draft.Body ?? "", DraftDetails.Of(draft.Details).Html);

    /// <summary>The draft with this text in it; other details stay.</summary>
    internal Activity In(Activity draft)
    {
        var details = JsonNode.Parse(draft.Details)!.AsObject();
        details.Remove("html");
        if (Html is { } html)
            details["html"] = html;
        return draft with { Subject = Subject, Body = Text, Details = JsonSerializer.Serialize(details) };
    }
}
