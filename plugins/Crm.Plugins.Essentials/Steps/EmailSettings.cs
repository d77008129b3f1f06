using System.ComponentModel;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>An email step's settings.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Html">The same as HTML, or null for text only.</param>
internal sealed record EmailSettings(
    [Template, Description("The subject.")] string Subject,
    [Template, Description("The text, plain.")] string Body,
    [Template, Description("The text as HTML; left out for text only.")] string? Html = null
);
