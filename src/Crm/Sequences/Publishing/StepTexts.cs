using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins;

namespace Crm.Sequences.Publishing;

/// <summary>Which of a step's settings are texts, and their revisions.</summary>
internal static class StepTexts
{
    /// <summary>The settings that are templates, by name.</summary>
    public static Dictionary<string, string> Of(StepHandler handler, JsonElement settings)
    {
        var texts = new Dictionary<string, string>();
        foreach (var name in Names(handler))
        {
            if (settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                texts[name] = value.GetString()!;
        }
        return texts;
    }

    /// <summary>Names of the settings that are templates.</summary>
    public static IEnumerable<string> Names(StepHandler handler) =>
        handler.Descriptor.SettingsSchema.TryGetProperty("properties", out var properties)
            ? properties
                .EnumerateObject()
                .Where(property =>
                    property.Value.ValueKind == JsonValueKind.Object
                    && property.Value.TryGetProperty("x-template", out var mark)
                    && mark.ValueKind == JsonValueKind.True
                )
                .Select(property => property.Name)
            : [];

    /// <summary>A step's settings with a revision's texts in the place of the definition's; unchanged where there is none.</summary>
    public static JsonElement Merged(JsonElement settings, StepText? text)
    {
        if (text is null)
            return settings;
        var merged = JsonObject.Create(settings)!;
        foreach (var (name, value) in JsonNode.Parse(text.Texts)!.AsObject())
            merged[name] = value?.DeepClone();
        return JsonSerializer.SerializeToElement(merged);
    }

    /// <summary>A row of texts.</summary>
    public static StepText Revision(Work work, SequenceVersionId version, string step, int revision, Dictionary<string, string> texts) =>
        new()
        {
            Tenant = work.Tenant,
            Version = version,
            StepKey = step,
            TextRevision = revision,
            Texts = JsonSerializer.Serialize(texts, ContractJson.Options),
            At = work.Now,
            By = work.Actor,
        };
}
