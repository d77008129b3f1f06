using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Import;

namespace Crm.Web.Demo;

/// <summary>The files in <c>hosts/demo</c>, which lie in the assembly, so that no working folder matters.</summary>
internal sealed partial class DemoFiles(ImportFile import, TimeProvider time)
{
    /// <summary>In this order: later ones name what earlier ones bring.</summary>
    private static readonly string[] Names = ["members", "companies", "contacts", "products", "deals", "activities"];

    /// <summary>Imports them by their mappings.</summary>
    public async Task ImportAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(Read($"{name}.csv")));
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

    /// <summary>A file's text. <c>{day-3}</c> in it becomes the date of three days ago: a demo is always of today.</summary>
    public string Read(string name)
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream($"Crm.Web.Demo.{name}")!;
        using var reader = new StreamReader(stream);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return Day()
            .Replace(
                reader.ReadToEnd(),
                match => today.AddDays(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
    }

    [GeneratedRegex(@"\{day([+-]\d{1,4})\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();
}
