using System.Reflection;
using Crm.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crm.Tests.Plugins.Catalog;

/// <summary>Compiles small plugins, so that a test can have broken ones.</summary>
internal static class CompiledPlugin
{
    private const string Usings = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Crm.Activities;
        using Crm.Plugins;
        using Crm.Sequences;
        """;

    /// <summary>The class of an activity type with a key.</summary>
    public static string ActivityType(string name, string key) =>
        $$"""
            public sealed class {{name}}() : ActivityType<NoDetails>("{{key}}", "{{name}}")
            {
                protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
            }
            """;

    /// <summary>Compiles and loads a plugin from memory.</summary>
    public static Assembly Load(string assembly, string id, string code, params MetadataReference[] more) =>
        Assembly.Load(Compile(assembly, Marked(id, code), more));

    /// <summary>Writes a plugin into a folder of its own and returns the folder.</summary>
    public static string Write(string root, string assembly, string id, string code, params MetadataReference[] more)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, assembly)).FullName;
        File.WriteAllBytes(Path.Combine(folder, assembly + ".dll"), Compile(assembly, Marked(id, code), more));
        return folder;
    }

    public static string Marked(string id, string code, string version = "1.2.3") =>
        $"{Usings}\n[assembly: CrmPlugin(\"{id}\")]\n[assembly: System.Reflection.AssemblyVersion(\"{version}\")]\n{code}";

    /// <summary>A contract of another version, as far as a plugin's mark needs one.</summary>
    public static byte[] Contract(string version) =>
        Compile(
            "Crm.Abstractions",
            $$"""
            [assembly: System.Reflection.AssemblyVersion("{{version}}")]
            namespace Crm.Plugins
            {
                [System.AttributeUsage(System.AttributeTargets.Assembly)]
                public sealed class CrmPluginAttribute(string id) : System.Attribute { public string Id => id; }
            }
            """,
            withContract: false,
            []
        );

    /// <summary>A marked assembly that was built against another contract.</summary>
    public static byte[] CompileAgainst(byte[] contract, string assembly, string id) =>
        Compile(
            assembly,
            $"[assembly: Crm.Plugins.CrmPlugin(\"{id}\")]\n[assembly: System.Reflection.AssemblyVersion(\"1.2.3\")]",
            withContract: false,
            [MetadataReference.CreateFromImage(contract)]
        );

    public static byte[] Compile(string assembly, string code, params MetadataReference[] more) => Compile(assembly, code, withContract: true, more);

    private static byte[] Compile(string assembly, string code, bool withContract, MetadataReference[] more)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var wanted = trusted.Where(path =>
            Path.GetFileName(path)
                is "System.Runtime.dll"
                    or "System.Private.CoreLib.dll"
                    or "System.Collections.dll"
                    or "System.Text.Json.dll"
                    or "System.ComponentModel.dll"
                    or "netstandard.dll"
            || Path.GetFileName(path).StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
        );
        var references = wanted
            .Concat(withContract ? [typeof(CrmPluginAttribute).Assembly.Location] : [])
            .Distinct()
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))],
            [.. references, .. more],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return stream.ToArray();
    }
}
