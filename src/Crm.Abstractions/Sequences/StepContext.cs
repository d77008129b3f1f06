using System.Text.Json;
using Crm.Records;

namespace Crm.Sequences;

/// <summary>The input of a handler, for one step of one enrollment. Members are added, never removed.</summary>
public sealed record StepContext
{
    /// <summary>The tenant of the enrollment.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The enrollment's id.</summary>
    public required EnrollmentId Enrollment { get; init; }

    /// <summary>The step's key in its sequence.</summary>
    public required string StepKey { get; init; }

    /// <summary>How many times the enrollment has reached this step, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>How many times this pass was decided before; 0 the first time.</summary>
    public int Attempt { get; init; }

    /// <summary>The id of the execution, the same on every retry: an idempotency key for calls to other systems.</summary>
    public required StepExecutionId Execution { get; init; }

    /// <summary>The enrolled record.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The recipient: the contact or lead itself, or the contact chosen at enrollment; null if there is none.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>The company of the record or of the contact, or null.</summary>
    public RecordSnapshot? Company { get; init; }

    /// <summary>The enrolled deal, or null.</summary>
    public RecordSnapshot? Deal { get; init; }

    /// <summary>Values that the plugin stored on this enrollment, by key.</summary>
    public IReadOnlyDictionary<string, JsonElement> State { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>When the step was due, in UTC.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>The current time, in UTC; the same for the whole batch.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The recipient's time zone (IANA).</summary>
    public required string Zone { get; init; }

    /// <summary>The engine's renderer: takes the template and whether to encode for HTML, and returns the text.</summary>
    public required Func<string, bool, string> Renderer { private get; init; }

    /// <summary>Renders a Liquid template as plain text.</summary>
    /// <exception cref="MissingValueException">A tag has no value and no fallback. Do not catch it: the engine blocks the enrollment and names the tag.</exception>
    /// <exception cref="TemplateException">The template is broken or over its limits.</exception>
    public string Render(string template) => Renderer(template, false);

    /// <summary>Renders a Liquid template as HTML and encodes every value.</summary>
    /// <inheritdoc cref="Render"/>
    public string RenderHtml(string template) => Renderer(template, true);
}
