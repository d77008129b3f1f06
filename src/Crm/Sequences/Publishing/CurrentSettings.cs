using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Sequences.Publishing;

/// <summary>A step's settings with the texts that count now.</summary>
/// <param name="Settings">The definition's settings, its texts replaced by the newest revision.</param>
/// <param name="TextRevision">The revision of the texts, or null where the step has none.</param>
internal sealed record CurrentSettings(JsonElement Settings, int? TextRevision)
{
    /// <summary>Puts a revision's texts in the place of the definition's.</summary>
    public static CurrentSettings Of(StepDefinition step, StepText? text)
    {
        if (text is null)
            return new CurrentSettings(step.Settings, null);
        if (text.TextRevision == 1)
            return new CurrentSettings(step.Settings, 1); // the first revision is what was published
        var settings = JsonObject.Create(step.Settings)!;
        foreach (var (name, value) in JsonNode.Parse(text.Texts)!.AsObject())
            settings[name] = value?.DeepClone();
        return new CurrentSettings(JsonSerializer.SerializeToElement(settings), text.TextRevision);
    }
}
