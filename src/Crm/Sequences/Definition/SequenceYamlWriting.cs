using System.Globalization;
using System.Text.Json;
using Crm.Plugins;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Crm.Sequences.Definition;

/// <summary>Writes a definition as YAML.</summary>
internal sealed class SequenceYamlWriting(Emitter emitter)
{
    public static string Write(SequenceDefinition definition)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new SequenceYamlWriting(new Emitter(text, new EmitterSettings().WithBestWidth(int.MaxValue))).Document(definition);
        return text.ToString();
    }

    private void Document(SequenceDefinition definition)
    {
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        Member("sequence", definition.Name);
        if (definition.Key != SequenceDefinition.KeyOf(definition.Name))
            Member("key", definition.Key);
        Plain("for");
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        foreach (var type in definition.RecordTypes)
            Plain(SequenceYaml.Word(type));
        emitter.Emit(new SequenceEnd());
        if (definition.Owner is { } owner)
            Member("owner", owner);
        if (definition.Reenroll != Reenroll.Once)
            Member("reenroll", SequenceYaml.Word(definition.Reenroll));
        if (definition.Exclusive != Exclusive.Yes)
            Member("exclusive", SequenceYaml.Word(definition.Exclusive));
        if (definition.Zone is { } zone)
            Member("zone", zone);
        Plain("steps");
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var step in definition.Steps)
            Step(step);
        emitter.Emit(new SequenceEnd());
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private void Step(StepDefinition step)
    {
        emitter.Emit(new MappingStart());
        Member("key", step.Key);
        Member("step", step.Type.StartsWith(PluginKey.EssentialsPrefix, StringComparison.Ordinal) ? step.Type[PluginKey.EssentialsPrefix.Length..] : step.Type);
        if (step.Delay != Delay.None)
            Member("delay", step.Delay.ToString());
        if (step.At is { } at)
            Member("at", at.ToString("HH:mm", CultureInfo.InvariantCulture));
        if (!step.Wait)
        {
            Plain("wait");
            Plain("false");
        }
        var settings = step.Settings.EnumerateObject().ToLookup(setting => SequenceYaml.StepKeys.Contains(setting.Name));
        foreach (var setting in settings[false])
            Setting(setting);
        if (settings[true].Any())
        {
            Plain("settings");
            emitter.Emit(new MappingStart());
            foreach (var setting in settings[true])
                Setting(setting);
            emitter.Emit(new MappingEnd());
        }
        emitter.Emit(new MappingEnd());
    }

    private void Setting(JsonProperty setting)
    {
        Text(setting.Name, isKey: true);
        Value(setting.Value);
    }

    private void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var member in value.EnumerateObject())
                    Setting(member);
                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in value.EnumerateArray())
                    Value(item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                Text(value.GetString()!);
                break;
            default:
                Plain(value.GetRawText());
                break;
        }
    }

    private void Member(string name, string value)
    {
        Plain(name);
        Text(value);
    }

    private void Plain(string value) => emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.Plain, true, false));

    private void Text(string value, bool isKey = false)
    {
        var style =
            IsPlain(value) ? ScalarStyle.Plain
            : !isKey && IsBlock(value) ? ScalarStyle.Literal
            : ScalarStyle.DoubleQuoted;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, style == ScalarStyle.Plain, style != ScalarStyle.Plain));
    }

    /// <summary>Words that no reader takes for anything but text; everything else is quoted.</summary>
    private static bool IsPlain(string value) =>
        value is { Length: > 0 }
        && (char.IsAsciiLetter(value[0]) || (char.IsAsciiDigit(value[0]) && value.Any(char.IsAsciiLetter) && value.Contains(' ', StringComparison.Ordinal)))
        && value[^1] != ' '
        && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_' or '@' or '/')
        && value.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");

    /// <summary>Texts of several lines that stay the same in a block.</summary>
    private static bool IsBlock(string value) =>
        value.Contains('\n', StringComparison.Ordinal)
        && !char.IsWhiteSpace(value[0])
        && value.All(letter => letter == '\n' || (!char.IsControl(letter) && !char.IsSurrogate(letter) && letter is not ('\u2028' or '\u2029' or '\uFEFF')))
        && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && !value.Split('\n').Any(line => line.Length > 0 && string.IsNullOrWhiteSpace(line));
}
