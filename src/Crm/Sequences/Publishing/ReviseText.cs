using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Events;
using Crm.Plugins;
using Crm.Sequences.Definition;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;

namespace Crm.Sequences;

/// <summary>New texts of a step.</summary>
/// <param name="Sequence">Key of the sequence.</param>
/// <param name="Step">Key of the step.</param>
/// <param name="Texts">The settings that are texts, by name, such as <c>subject</c>; those that are left out stay.</param>
public sealed record ReviseTextInput(string Sequence, string Step, IReadOnlyDictionary<string, string> Texts);

/// <summary>The texts that count from now on.</summary>
/// <param name="Step">Key of the step.</param>
/// <param name="Revision">Their revision in the published version.</param>
public sealed record RevisedText(string Step, int Revision);

/// <summary>Changes the texts of a step for all enrollments, live ones too, whatever their version; the structure stays. What is queued already keeps its text. Publishes <c>sequence.text_revised</c>.</summary>
/// <remarks>NotFound: no such sequence or step. Invalid: a setting is no text, or its template is broken.</remarks>
public sealed class ReviseText : UseCase<ReviseTextInput, RevisedText>
{
    private readonly PluginCatalog plugins;

    internal ReviseText(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "sequence.revise-text", Right.PublishSequences, WorkKind.Write) => this.plugins = plugins;

    private protected override async Task<RevisedText> DecideAsync(Work work, ReviseTextInput input)
    {
        var sequence = await work.Stores.Sequences.FindAsync(input.Sequence, work.Cancellation) ?? throw CrmException.NotFound("sequence", input.Sequence);
        var versions = (await work.Stores.Sequences.GetVersionsOfAsync(sequence.Id, work.Cancellation)).Select(row => new PublishedSequence(row)).ToList();
        var published = versions.FirstOrDefault(version => version.Version == sequence.Published && version.IndexOf(input.Step) >= 0);
        var type = published?.Steps[published.IndexOf(input.Step)].Type ?? throw CrmException.NotFound("step of the published version", input.Step);
        var texts = (await work.Stores.Sequences.GetTextsAsync([.. versions.Select(version => version.Version)], work.Cancellation)).ToDictionary(text =>
            (text.Version, text.StepKey)
        );
        var custom = await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation);
        var revisions = new Dictionary<SequenceVersionId, int>();
        // A step of the same key that was something else in an older version has other texts: it is not touched.
        foreach (var version in versions.Where(version => version.IndexOf(input.Step) is >= 0 and var index && version.Steps[index].Type == type))
        {
            var step = version.Steps[version.IndexOf(input.Step)];
            var current = texts.GetValueOrDefault((version.Version, step.Key));
            var merged = Merged(StepTexts.Merged(step.Settings, current), input);
            Check(version.Definition, step with { Settings = merged }, custom);
            revisions[version.Version] = (current?.TextRevision ?? 1) + 1; // the first is what was published, stored or not
            work.Changes.Insert(
                StepTexts.Revision(work, version.Version, step.Key, revisions[version.Version], StepTexts.Of(plugins.StepHandlers[type], merged))
            );
        }
        await Enrollments.ReleaseAsync(work, [input.Step], enrollment => enrollment.Sequence == sequence.Id);
        work.Audit($"sequence:{sequence.Key}", null, new { input.Step, input.Texts });
        work.Publish("sequence.text_revised", null, new EventPayload.OfTextRevision(sequence.Id, input.Step));
        return new RevisedText(input.Step, revisions[published.Version]);
    }

    private static JsonElement Merged(JsonElement settings, ReviseTextInput input)
    {
        var merged = JsonObject.Create(settings)!;
        foreach (var (name, text) in input.Texts)
            merged[name] = text;
        return JsonSerializer.SerializeToElement(merged);
    }

    private void Check(SequenceDefinition definition, StepDefinition step, IReadOnlyList<CustomField> custom)
    {
        if (!plugins.StepHandlers.TryGetValue(step.Type, out var handler))
            throw CrmException.Refused("handler-missing", $"No loaded plugin provides the step handler '{step.Type}'.");
        var names = StepTexts.Names(handler).ToList();
        if (names.Count == 0)
            throw CrmException.Refused("no-texts", $"The step handler '{step.Type}' has no texts.");
        var problems = SequenceCheck
            .Problems(definition with { Steps = [step] }, plugins.StepHandlers, custom)
            .Where(problem => problem.Field.StartsWith("steps[0].", StringComparison.Ordinal))
            .ToList();
        if (problems.Count > 0)
            throw CrmException.Invalid([
                .. problems.Select(problem => problem with { Field = problem.Field.Replace("steps[0].settings", "texts", StringComparison.Ordinal) }),
            ]);
    }
}
