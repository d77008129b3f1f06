using System.Security.Cryptography;
using System.Text;
using Crm.Activities.Types;

namespace Crm.Activities;

/// <summary>The text of a draft, and the hash that an approval is bound to.</summary>
public sealed record DraftText(string Subject, string Text, string? Html)
{
    /// <summary>SHA-256 over subject, text and HTML, as 64 hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Subject, Text, Html ?? ""))));

    internal static DraftText Of(Activity draft) => new(draft.Subject, draft.Body ?? "", EmailDraftDetails.Of(draft).Html);

    /// <summary>The draft with this text in it; other details stay.</summary>
    internal Activity In(Activity draft) =>
        draft with
        {
            Subject = Subject,
            Body = Text,
            Details = (EmailDraftDetails.Of(draft) with { Html = Html }).ToJson(),
        };
}
