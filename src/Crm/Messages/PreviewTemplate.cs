using Crm.Records.Editing;
using Crm.Sequences;
using Crm.Sequences.Templates;

namespace Crm.Messages;

/// <summary>What is to be shown, and for whom.</summary>
/// <param name="Record">The record that the mail would be about.</param>
public sealed record PreviewTemplateInput(RecordRef Record)
{
    /// <summary>The template; null where subject and text are given.</summary>
    public MailTemplateId? Template { get; init; }

    /// <summary>A subject in Liquid that is not saved yet; null: the template's.</summary>
    public string? Subject { get; init; }

    /// <summary>A text in Liquid that is not saved yet; null: the template's.</summary>
    public string? Text { get; init; }
}

/// <summary>A mail as a template writes it.</summary>
/// <param name="Subject">The subject; null where a tag in it has no value.</param>
/// <param name="Text">The text; null where a tag in it has no value.</param>
public sealed record MailPreview(string? Subject, string? Text)
{
    /// <summary>The first tags that have neither value nor fallback, such as <c>contact.title</c>; empty where all have one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Shows a mail as a template would write it for a record, with the caller as the sender.</summary>
/// <remarks>NotFound: the record or the template is unknown or not for the caller to see. Invalid: nothing is to be shown, or a text is broken or over its limits.</remarks>
public sealed class PreviewTemplate : UseCase<PreviewTemplateInput, MailPreview>
{
    private readonly LiquidTemplates templates;

    internal PreviewTemplate(UseCaseExecutor executor, LiquidTemplates templates)
        : base(executor, "template.preview", Right.ReadRecords, WorkKind.Read) => this.templates = templates;

    private protected override async Task<MailPreview> DecideAsync(Work work, PreviewTemplateInput input)
    {
        var record = await work.GetRecordAsync(input.Record);
        var template = input.Template is { } id ? await work.GetTemplateAsync(id) : null;
        if (template is null && (input.Subject is null || input.Text is null))
            throw CrmException.Invalid("template", "Name a template, or give both subject and text.");
        return Render(templates, await work.ModelAsync(record), input.Subject ?? template!.Subject, input.Text ?? template!.Text);
    }

    /// <summary>Renders subject and text.</summary>
    /// <exception cref="CrmException">Invalid: one of them is broken or over its limits.</exception>
    internal static MailPreview Render(LiquidTemplates templates, TemplateModel model, string subject, string text)
    {
        var missing = new List<string>();
        return new MailPreview(One("subject", subject)?.ReplaceLineEndings(" ").Trim(), One("text", text)) { Missing = missing };

        string? One(string field, string source)
        {
            try
            {
                return templates.Render(source, model);
            }
            catch (MissingValueException exception)
            {
                missing.Add(exception.Tag);
                return null;
            }
            catch (TemplateException exception)
            {
                throw CrmException.Invalid(field, exception.Message);
            }
        }
    }
}
