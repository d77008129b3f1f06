using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Crm.Tests.Architecture;

/// <summary>
/// A project's source, compiled in memory: which file uses what another file declares, and which types there are. Whoever asks for an answer while the compiler
/// reports an error gets an exception: a half-understood program proves nothing.
/// </summary>
internal sealed class SourceCode
{
    /// <summary>What Microsoft.NET.Sdk imports everywhere when <c>ImplicitUsings</c> is on.</summary>
    private static readonly string[] ImplicitUsings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    /// <summary>
    /// Doc comments are not parsed, so what they mention is no use. Nullable flow is not analyzed: it decides about warnings only and takes a third of the time.
    /// </summary>
    private static readonly CSharpParseOptions Parsing = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None).WithFeatures([
        new("run-nullable-analysis", "never"),
    ]);

    private static readonly ConcurrentDictionary<string, Lazy<SourceCode>> Projects = new();
    private static readonly Lazy<Dictionary<string, MetadataReference>> Known = new(ReadReferences);

    private readonly CSharpCompilation _compilation;
    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly Lazy<IReadOnlyList<FileUse>> _uses;
    private readonly Lazy<IReadOnlyList<Diagnostic>> _errors;

    private SourceCode(string assembly, IReadOnlyList<(string Path, string Text)> files, string globalUsings)
    {
        _trees = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => Parse(file.Text, file.Path))];
        _compilation = CSharpCompilation.Create(
            assembly,
            _trees.Append(Parse(globalUsings, "")),
            Known.Value.Where(known => known.Key != assembly).Select(known => known.Value),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        _uses = new(ReadUses);
        _errors = new(ReadErrors);
        Types = [.. TypesBelow(_compilation.Assembly.GlobalNamespace)];
    }

    /// <summary><c>src/Crm</c>.</summary>
    /// <exception cref="InvalidOperationException">The code does not compile.</exception>
    public static SourceCode OfEngine => OfProject("Crm");

    /// <summary>The files, as paths below the project, with <c>/</c>.</summary>
    public IReadOnlyList<string> Files => [.. _trees.Select(tree => tree.FilePath)];

    /// <summary>The types that the files declare, nested ones included.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types { get; }

    /// <summary>For each pair of files the first use; one file's use of itself is none.</summary>
    /// <exception cref="InvalidOperationException">The code does not compile.</exception>
    public IReadOnlyList<FileUse> Uses => _uses.Value;

    /// <summary>A project below <c>src</c>, compiled once for all tests.</summary>
    /// <exception cref="InvalidOperationException">The code does not compile.</exception>
    public static SourceCode OfProject(string name)
    {
        var code = Projects.GetOrAdd(name, added => new(() => ReadProject(added))).Value;
        code.RequireCompiled();
        return code;
    }

    /// <summary>Reads files that a test brings along, as if they were the engine's.</summary>
    public static SourceCode Of(params (string Path, string Text)[] files) => new("Crm", files, UsingsOf([]));

    /// <summary>The number of lines of a file.</summary>
    public int LinesOf(string file) => _trees.Single(tree => tree.FilePath == file).GetText().Lines.Count - 1;

    private static SourceCode ReadProject(string name)
    {
        var root = Repository.PathOf("src", name);
        var files = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(root, path).Replace('\\', '/'), Full: path))
            .Where(file => file.Path.Split('/')[0] is not ("obj" or "bin"))
            .Select(file => (file.Path, File.ReadAllText(file.Full)));
        var declared = new[]
        {
            Path.Combine(root, name + ".csproj"),
            Repository.PathOf("src", "Directory.Build.props"),
            Repository.PathOf("Directory.Build.props"),
        }
            .SelectMany(file => XDocument.Load(file).Descendants("Using"))
            .Where(element => element.Attribute("Include") is not null)
            .Select(GlobalUsing);
        return new(name, [.. files], UsingsOf(declared));
    }

    /// <summary>The type with this name and number of type parameters: of the source, else of one of our assemblies that it references.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one: a rule about it would hold for nothing.</exception>
    public INamedTypeSymbol Type(string name, int arity = 0)
    {
        var referenced = _compilation
            .SourceModule.ReferencedAssemblySymbols.Where(assembly => assembly.Name.StartsWith("Crm", StringComparison.Ordinal))
            .SelectMany(assembly => TypesBelow(assembly.GlobalNamespace));
        List<INamedTypeSymbol> found = [.. Types.Where(IsMeant)];
        if (found.Count == 0)
            found = [.. referenced.Where(IsMeant)];
        return found is [var type]
            ? type
            : throw new InvalidOperationException($"{_compilation.AssemblyName} knows {found.Count} types {name} with {arity} type parameters, not one.");

        bool IsMeant(INamedTypeSymbol type) => type.Name == name && type.Arity == arity && type.ContainingType is null;
    }

    /// <summary>Throws if the compiler reports an error.</summary>
    /// <exception cref="InvalidOperationException">The code does not compile; the message lists the errors.</exception>
    public void RequireCompiled()
    {
        if (_errors.Value.Count > 0)
            throw new InvalidOperationException(
                $"The source of {_compilation.AssemblyName} does not compile here, so nothing can be said about it. {_errors.Value.Count} errors, the first:\n"
                    + string.Join("\n", _errors.Value.Take(10))
            );
    }

    /// <summary>CS8795 is none: the build's generators write the bodies of partial methods ([LoggerMessage], [GeneratedRegex]), and these call nothing of ours.</summary>
    private List<Diagnostic> ReadErrors() =>
        [.. _compilation.GetDiagnostics().Where(found => found is { Severity: DiagnosticSeverity.Error, Id: not "CS8795" })];

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), Parsing, path);

    private static string UsingsOf(IEnumerable<string> declared) =>
        string.Join("\n", ImplicitUsings.Select(name => $"global using global::{name};").Concat(declared));

    private static string GlobalUsing(XElement element)
    {
        var name = element.Attribute("Include")!.Value;
        return element.Attribute("Static")?.Value == "true" ? $"global using static global::{name};"
            : element.Attribute("Alias") is { } alias ? $"global using {alias.Value} = global::{name};"
            : $"global using global::{name};";
    }

    /// <summary>The assemblies that this test runs with; of ours only those below the engine, so that no compiled type stands beside its source.</summary>
    private static Dictionary<string, MetadataReference> ReadReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Path: path))
            .Where(file => !file.Name.StartsWith("Crm", StringComparison.Ordinal) || file.Name is "Crm.Abstractions" or "Crm.Model")
            .DistinctBy(file => file.Name)
            .ToDictionary(file => file.Name, MetadataReference (file) => MetadataReference.CreateFromFile(file.Path));

    private static IEnumerable<INamedTypeSymbol> TypesBelow(INamespaceOrTypeSymbol container) =>
        container
            .GetTypeMembers()
            .Where(type => type.CanBeReferencedByName)
            .SelectMany(type => TypesBelow(type).Prepend(type))
            .Concat(container is INamespaceSymbol space ? space.GetNamespaceMembers().SelectMany(TypesBelow) : []);

    private List<FileUse> ReadUses()
    {
        RequireCompiled();
        var uses = new ConcurrentBag<FileUse>();
        Parallel.ForEach(_trees, tree => ReadUses(tree).ForEach(uses.Add));
        return [.. uses.OrderBy(use => use.From, StringComparer.Ordinal).ThenBy(use => use.Line).ThenBy(use => use.To, StringComparer.Ordinal)];
    }

    private List<FileUse> ReadUses(SyntaxTree tree)
    {
        var model = _compilation.GetSemanticModel(tree);
        var found = new Dictionary<string, FileUse>();
        foreach (var node in tree.GetRoot().DescendantNodes().Where(Names))
        {
            var info = model.GetSymbolInfo(node);
            foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
            foreach (var file in FilesOf(symbol))
                if (file != tree.FilePath && !found.ContainsKey(file))
                    found.Add(file, new(tree.FilePath, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1, file, Word(symbol)));
        }
        return [.. found.Values];
    }

    /// <summary>What names a symbol: a name, <c>new(…)</c>, an indexer, an operator. <c>var</c> names nothing that is not named where its value is made.</summary>
    private static bool Names(SyntaxNode node) =>
        node
            is IdentifierNameSyntax { IsVar: false }
                or GenericNameSyntax
                or ImplicitObjectCreationExpressionSyntax
                or ElementAccessExpressionSyntax
                or BinaryExpressionSyntax;

    /// <summary>
    /// The files that declare it. A partial type's name stands for the part in the file of that name; its members stand for the part that declares them. What the
    /// compiler adds, such as a constructor, stands where its type does.
    /// </summary>
    private static IEnumerable<string> FilesOf(ISymbol symbol)
    {
        var declared = (symbol is IMethodSymbol method ? method.ReducedFrom ?? method : symbol).OriginalDefinition;
        while (declared is not (null or INamespaceSymbol) && declared.DeclaringSyntaxReferences.IsEmpty)
            declared = declared.ContainingType;
        if (declared is null or INamespaceSymbol)
            return [];
        var files = FilesOfDeclaration(declared);
        return declared is ITypeSymbol && files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == declared.Name) is { } main ? [main] : files;
    }

    /// <summary>The files that hold a declaration of the symbol, each once.</summary>
    public static IReadOnlyList<string> FilesOfDeclaration(ISymbol symbol) =>
        [.. symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath).Distinct()];

    private static string Word(ISymbol symbol) =>
        symbol is INamedTypeSymbol || symbol.ContainingType is null
            ? symbol.Name
            : $"{symbol.ContainingType.Name}.{(symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new" : symbol.Name)}";
}
