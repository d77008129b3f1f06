namespace Crm.Import;

/// <summary>Reads mappings from YAML. Every mistake is named with its line.</summary>
public static class ImportMappingYaml
{
    private const int MaxLength = 256 * 1024;

    /// <summary>Reads a mapping. Which custom fields a tenant has is looked at when it is used.</summary>
    /// <exception cref="CrmException">Invalid: names every mistake with its line.</exception>
    public static ImportMapping Parse(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reader = new MappingReader();
        var mapping = reader.Read(YamlDocuments.Load(yaml, MaxLength, "import"));
        if (reader.Problems.Count == 0)
            reader.Problems.AddRange(MappingCheck.Problems(mapping, custom: null).Select(problem => problem with { Line = reader.LineOf(problem.Field) }));
        return reader.Problems.Count == 0 ? mapping : throw CrmException.Invalid(reader.Problems);
    }
}
