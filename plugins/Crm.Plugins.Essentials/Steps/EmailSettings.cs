using System.ComponentModel;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>An email step's settings.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Html">The same as HTML, or null for text only.</param>
/// <param name="NewThread">Whether it begins a conversation of its own instead of replying to the step before.</param>
internal sealed record EmailSettings(
    [Template, Description("The subject.")] string Subject,
    [Template, Description("The body as plain text.")] string Body,
    [Template, Description("The body as HTML; omit it for plain text only.")] string? Html = null,
    [property: Description(
        "Whether it begins a new conversation under its own subject. Otherwise a follow-up is a reply under the subject of the first email."
    )]
        bool NewThread = false
);
