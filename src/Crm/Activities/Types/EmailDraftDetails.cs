using System.Text.Json;

namespace Crm.Activities.Types;

/// <summary>A draft's own record; subject and text are columns.</summary>
internal sealed record EmailDraftDetails
{
    /// <summary>The address it is to be sent from, or null for the owner's.</summary>
    public string? From { get; init; }

    /// <summary>The recipients' addresses; may be empty until it is approved.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The addresses of those who are to get a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The text as HTML, or null for text only.</summary>
    public string? Html { get; init; }

    /// <summary>The identifier of the message answered to, or null.</summary>
    public string? InReplyTo { get; init; }

    public static EmailDraftDetails Of(Activity draft) => JsonSerializer.Deserialize<EmailDraftDetails>(draft.Details, ContractJson.Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, ContractJson.Options);
}
