using System.Text.RegularExpressions;
using Crm.Messages;
using Crm.Records;

namespace Crm.Components;

/// <summary>A mail as a template writes it for a record, before a person looks it over. Where a value is missing, its name stands in brackets: <c>[contact.title]</c>.</summary>
/// <param name="Subject">The subject; empty where it cannot be written.</param>
/// <param name="Text">The text; empty where it cannot be written.</param>
/// <param name="Missing">What has neither value nor fallback.</param>
internal sealed partial record FilledTemplate(string Subject, string Text, IReadOnlyList<string> Missing)
{
    /// <summary>Renders it.</summary>
    /// <exception cref="CrmException">NotFound: the record is gone. Invalid: the template is broken.</exception>
    public static async Task<FilledTemplate> ReadAsync(Reading reading, MailTemplateView template, RecordRef record)
    {
        var (subject, text) = (template.Subject, template.Text);
        var missing = new List<string>();
        while (true)
        {
            var input = new PreviewTemplateInput(record) { Subject = subject, Text = text };
            var written = await reading.ReadAsync(reading.Get<PreviewTemplate>(), input);
            // The engine names the first that is missing in each; with a mark in its place it comes to the next.
            var marked = written.Missing.Aggregate((Subject: subject, Text: text), (texts, tag) => (Marked(texts.Subject, tag), Marked(texts.Text, tag)));
            missing.AddRange(written.Missing.Except(missing));
            if (written.Missing.Count == 0 || marked == (subject, text))
                return new FilledTemplate(written.Subject ?? "", written.Text ?? "", missing);
            (subject, text) = marked;
        }
    }

    /// <summary>The names in brackets that nobody has replaced yet.</summary>
    public static IReadOnlyList<string> MarksIn(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Mark().Matches(text)).Select(match => match.Value).Distinct()];

    /// <summary>The text with a mark in the place of a tag.</summary>
    private static string Marked(string text, string tag) =>
        Regex.Replace(text, @"\{\{-?\s*" + Regex.Escape(tag) + @"\s*(\|[^}]*)?-?\}\}", _ => $"[{tag.Split('|')[0].Trim()}]", RegexOptions.NonBacktracking);

    [GeneratedRegex(@"\[(?:record|contact|company|deal|sender)(?:\.\w+)+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
