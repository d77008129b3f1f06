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

    /// <summary>Reads and checks it; against the tenant's fields where it is to be published.</summary>
    /// <exception cref="CrmException">Invalid, with all problems.</exception>
    internal SequenceDefinition Read(PluginCatalog plugins, IReadOnlyList<CustomField>? custom)
    {
        if ((Yaml is null) == (Definition is null))
            throw CrmException.Invalid("", "Give either a YAML file or a definition.");
        if (Yaml is { } yaml)
            return SequenceYaml.Parse(yaml, plugins.StepHandlers, custom);
        var problems = SequenceCheck.Problems(Definition!, plugins.StepHandlers, custom);
        return problems.Count == 0 ? Definition! : throw CrmException.Invalid(problems);
    }
}
