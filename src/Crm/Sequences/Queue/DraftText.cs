using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Hosting;
using Crm.Records;

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

/// <summary>What use cases about one draft have in common.</summary>
internal static class StoredDraft
{
    /// <summary>The open draft of an enrollment that the caller may see and act on.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Refused: it is no draft of a sequence, or not open any more. Forbidden: it waits for another member.</exception>
    public static async Task<StoredActivity> RequireAsync(UseCaseContext context, ActivityId id, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(context, id, revision: null, cancellationToken);
        TaskEnding.RequireMine(context, stored.Activity);
        if (stored.Activity.TypeKey != ActivityDecisions.DraftType || stored.Activity.Execution is null)
            throw CrmException.Refused("no-draft", "This is no draft that a sequence wrote.");
        return stored.Activity.State == ActivityState.Open
            ? stored
            : throw CrmException.Refused("draft-not-open", $"The draft is {stored.Activity.State}; only an open one can be edited, approved or rejected.");
    }

    /// <summary>Refuses what was decided about another text.</summary>
    public static void RequireSame(Activity draft, string? hash)
    {
        if (hash is not null && !string.Equals(hash, DraftText.Of(draft).Hash, StringComparison.OrdinalIgnoreCase))
            throw CrmException.Stale("draft", null, draft.Revision);
    }
}
