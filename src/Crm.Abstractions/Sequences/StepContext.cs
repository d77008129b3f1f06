using System.Text.Json;
using Crm.Records;

namespace Crm.Sequences;

/// <summary>What a handler is given for one step of one enrollment. Members are added, never removed.</summary>
public sealed record StepContext
{
    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Which enrollment.</summary>
    public required EnrollmentId Enrollment { get; init; }

    /// <summary>The step's key in its sequence.</summary>
    public required string StepKey { get; init; }

    /// <summary>How often the enrollment came to this step, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>How often this pass was decided before; 0 at first.</summary>
    public int Attempt { get; init; }

    /// <summary>Id of the execution, the same on every retry: an idempotency key for outside calls.</summary>
    public required StepExecutionId Execution { get; init; }

    /// <summary>The enrolled record.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The person addressed: the contact or lead itself, or the one chosen at enrollment; null where there is none.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>The company of record or contact, or null.</summary>
    public RecordSnapshot? Company { get; init; }

    /// <summary>The deal that is enrolled, or null.</summary>
    public RecordSnapshot? Deal { get; init; }

    /// <summary>Values that the plugin kept on this enrollment, by key.</summary>
    public IReadOnlyDictionary<string, JsonElement> State { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>When the step was due, in UTC.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Now, in UTC; one moment for the whole batch.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The recipient's time zone (IANA).</summary>
    public required string Zone { get; init; }

    /// <summary>The engine's renderer: template, whether for HTML, result.</summary>
    public required Func<string, bool, string> Renderer { private get; init; }

    /// <summary>Renders a Liquid template as plain text.</summary>
    /// <exception cref="MissingValueException">A tag has no value and no fallback; left alone, the engine blocks the enrollment and names the tag.</exception>
    /// <exception cref="TemplateException">The template is broken or over its limits.</exception>
    public string Render(string template) => Renderer(template, false);

    /// <summary>Renders a Liquid template as HTML: every value is encoded.</summary>
    /// <inheritdoc cref="Render"/>
    public string RenderHtml(string template) => Renderer(template, true);
}
