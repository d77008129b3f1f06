using Crm.Plugins;
using Crm.Sequences.Definition;

namespace Crm.Sequences;

/// <summary>A sequence as it is given: as a YAML file or as a definition; exactly one of the two.</summary>
public sealed record SequenceInput
{
    /// <summary>The text of a YAML file; errors name its lines.</summary>
    public string? Yaml { get; init; }

    /// <summary>The definition.</summary>
    public SequenceDefinition? Definition { get; init; }

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="CrmException">Invalid, with all problems.</exception>
    internal SequenceDefinition Read(PluginCatalog plugins)
    {
        if ((Yaml is null) == (Definition is null))
            throw CrmException.Invalid("", "Give either a YAML file or a definition.");
        if (Yaml is { } yaml)
            return SequenceYaml.Parse(yaml, plugins.StepHandlers);
        var problems = SequenceCheck.Problems(Definition!, plugins.StepHandlers);
        return problems.Count == 0 ? Definition! : throw CrmException.Invalid(problems);
    }
}
