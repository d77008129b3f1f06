using System.Text;
using Crm.Import;

namespace Crm.Web.Demo;

/// <summary>The files in <c>hosts/demo</c>, which lie in the assembly, so that no working folder matters.</summary>
internal sealed class DemoFiles(ImportFile import)
{
    private const string Prefix = "Crm.Web.Demo.";

    /// <summary>In this order: later ones name what earlier ones bring.</summary>
    private static readonly string[] Names = ["members", "companies", "contacts", "leads", "products", "deals", "activities"];

    /// <summary>Imports the records by their mappings.</summary>
    public async Task ImportAllAsync(DemoDays days, CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(days.Fill(Read($"{name}.csv"))));
            var input = new ImportFileInput
            {
                Content = content,
                FileName = $"{name}.csv",
                Mapping = ImportMappingYaml.Parse(Read($"{name}.map.yaml")),
            };
            var result = await import.ExecuteAsync(DemoData.Caller, input, cancellationToken);
            if (!result.IsKept)
                throw CrmException.Invalid(result.Problems);
        }
    }

    /// <summary>The names of the files that tell stories.</summary>
    public static IEnumerable<string> Stories =>
        typeof(DemoFiles)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".story.yaml", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal);

    /// <summary>A file's text.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
