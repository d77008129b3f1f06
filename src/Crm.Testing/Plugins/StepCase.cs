using System.Text.RegularExpressions;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Testing;

/// <summary>One decision of a step handler, and what leads to it.</summary>
/// <param name="Name">What the case shows, for the failure's message.</param>
/// <param name="Settings">The handler's own record, or JSON as text.</param>
/// <param name="Context">What the handler is given; see <see cref="StepContexts"/>.</param>
/// <param name="Expected">The decision's type, such as <see cref="StepDecision.Skip"/>.</param>
public sealed record StepCase(string Name, object Settings, StepContext Context, Type Expected)
{
    /// <summary>Further assertions on the decision; none where null.</summary>
    public Action<StepDecision>? Verify { get; init; }
}

/// <summary>Builds what a step handler is given.</summary>
public static partial class StepContexts
{
    /// <summary>The moment of every context.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A contact with these fields, at its first step; the contact is also the person addressed.</summary>
    public static StepContext ForContact(params (string Key, object Value)[] fields) => For(RecordType.Contact, fields);

    /// <summary>A record of a type with these fields and a name, at its first step. A contact or lead is also the person addressed; a company or deal has none.</summary>
    public static StepContext For(RecordType type, params (string Key, object Value)[] fields)
    {
        var given = fields.ToDictionary(field => field.Key, field => field.Value);
        var record = new RecordSnapshot
        {
            Ref = new RecordRef(type, new RecordId(new Guid(1, 0, 0, new byte[8]))),
            Name = NameOf(given),
            Fields = new Dictionary<string, object>(given) { ["name"] = NameOf(given) },
        };
        var person = type is RecordType.Contact or RecordType.Lead ? record : null;
        var company = type == RecordType.Company ? record : null;
        var deal = type == RecordType.Deal ? record : null;
        return new StepContext
        {
            Tenant = TenantId.From("conformance"),
            Enrollment = new EnrollmentId(new Guid(2, 0, 0, new byte[8])),
            StepKey = "step",
            Pass = 1,
            Execution = new StepExecutionId(new Guid(3, 0, 0, new byte[8])),
            Record = record,
            Contact = person,
            Company = company,
            Deal = deal,
            Due = Now,
            Now = Now,
            Zone = "Europe/Berlin",
            Renderer = (template, isHtml) =>
                Render(
                    template,
                    isHtml,
                    new()
                    {
                        ["record"] = record,
                        ["contact"] = person,
                        ["company"] = company,
                        ["deal"] = deal,
                    }
                ),
        };
    }

    /// <summary>Every record has a name, as in the engine: its own, or first and last name.</summary>
    private static string NameOf(Dictionary<string, object> fields) =>
        fields.TryGetValue("name", out var name) ? $"{name}"
        : $"{fields.GetValueOrDefault("first_name")} {fields.GetValueOrDefault("last_name")}".Trim() is { Length: > 0 } derived ? derived
        : "Anna Berg";

    /// <summary>Plain tags only: what filters and loops make is the engine's, not the handler's.</summary>
    private static string Render(string template, bool isHtml, Dictionary<string, RecordSnapshot?> records) =>
        Tag()
            .Replace(
                template,
                match =>
                {
                    var text = records.GetValueOrDefault(match.Groups["record"].Value)?.Field(match.Groups["field"].Value);
                    var value = text ?? throw new MissingValueException($"{match.Groups["record"].Value}.{match.Groups["field"].Value}");
                    return isHtml ? System.Net.WebUtility.HtmlEncode(value) : value;
                }
            );

    [GeneratedRegex(@"\{\{\s*(?<record>[a-z_]+)\.(?<field>[a-z_0-9]+)\s*\}\}")]
    private static partial Regex Tag();
}
