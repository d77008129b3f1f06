using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crm.Tests.Architecture;

/// <summary>Where types stand, what they are called, and how much their methods take.</summary>
internal static class DeclarationRules
{
    private const int MethodLimit = 6;
    private const int ConstructorLimit = 5;

    /// <summary>
    /// An internal type has the namespace of its folder, a public one that of its room; extensions of <c>CrmBuilder</c> are found in <c>Crm.Hosting</c>, and public
    /// ones of <c>IServiceCollection</c> may stand in <c>Microsoft.Extensions.DependencyInjection</c>, as is the custom in .NET.
    /// </summary>
    public static IEnumerable<string> WrongNamespaces(SourceCode code) =>
        from type in Outer(code)
        from file in SourceCode.FilesOfDeclaration(type)
        let allowed = NamespacesOf(type, file)
        where !allowed.Contains(type.ContainingNamespace.ToDisplayString())
        select $"{file}: the {Access(type)} type {type.Name} is in {type.ContainingNamespace}, not in {string.Join(" or ", allowed)}.";

    /// <summary>
    /// A type stands in the file of its name, or a part of it in <c>Name.Part.cs</c>. Records and enums may stand beside the use case that takes or returns them. The
    /// identifier <c>XId</c> may stand beside its <c>X</c>, and those of the contract, which have nothing to stand beside, in <c>Identifiers.cs</c>.
    /// </summary>
    public static IEnumerable<string> InFilesOfOtherNames(SourceCode code)
    {
        var useCases = Outer(code).Where(IsUseCase).SelectMany(SourceCode.FilesOfDeclaration).ToHashSet();
        return from type in Outer(code)
            from file in SourceCode.FilesOfDeclaration(type)
            let name = Path.GetFileNameWithoutExtension(file)
            where name != type.Name && !name.StartsWith(type.Name + ".", StringComparison.Ordinal)
            where !(useCases.Contains(file) && (type.IsRecord || type.TypeKind == TypeKind.Enum))
            where !(IsIdentifier(type) && (name == "Identifiers" || name + "Id" == type.Name))
            select $"{file}: the type {type.Name} belongs in {type.Name}.cs.";
    }

    /// <summary>Methods and constructors that take too much. A record's list of values is data; an override or a generated body has no choice.</summary>
    public static IEnumerable<string> LongParameterLists(SourceCode code) =>
        from type in code.Types
        where type.TypeKind is not (TypeKind.Delegate or TypeKind.Enum)
        from method in type.GetMembers().OfType<IMethodSymbol>()
        where method is { IsImplicitlyDeclared: false, IsOverride: false, MethodKind: MethodKind.Ordinary or MethodKind.Constructor }
        where !method.DeclaringSyntaxReferences.Any(declared => declared.GetSyntax() is RecordDeclarationSyntax)
        let limit = method.MethodKind == MethodKind.Constructor ? ConstructorLimit : MethodLimit
        where method.Parameters.Length > limit
        orderby method.Parameters.Length descending
        select $"{SourceCode.FilesOfDeclaration(method)[0]}: {type.Name}.{Name(method)} takes {method.Parameters.Length} parameters, at most {limit} are allowed.";

    /// <summary>Whether a type derives from <c>UseCase&lt;TInput, TResult&gt;</c>, directly or not.</summary>
    public static bool IsUseCase(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            if (parent is { Name: "UseCase", Arity: 2 })
                return true;
        return false;
    }

    /// <summary>Whether others can name it: it and all types around it are public.</summary>
    public static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static IEnumerable<INamedTypeSymbol> Outer(SourceCode code) => code.Types.Where(type => type.ContainingType is null);

    private static IReadOnlyList<string> NamespacesOf(INamedTypeSymbol type, string file)
    {
        var extended = Extended(type).ToHashSet();
        if (extended.Contains("CrmBuilder"))
            return ["Crm.Hosting"];
        var folders = file.Split('/')[..^1];
        var own = string.Join('.', folders.Take(IsPublic(type) ? 1 : folders.Length).Prepend("Crm"));
        return IsPublic(type) && extended.Contains("IServiceCollection") ? [own, "Microsoft.Extensions.DependencyInjection"] : [own];
    }

    private static IEnumerable<string> Extended(INamedTypeSymbol type) =>
        type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method => method.IsExtensionMethod)
            .Select(method => method.Parameters[0].Type.Name)
            .Concat(type.GetTypeMembers().Where(block => block.IsExtension).Select(block => block.ExtensionParameter!.Type.Name));

    private static bool IsIdentifier(INamedTypeSymbol type) =>
        type is { IsRecord: true, IsValueType: true } && type.Name.EndsWith("Id", StringComparison.Ordinal);

    private static string Access(INamedTypeSymbol type) => IsPublic(type) ? "public" : "internal";

    private static string Name(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? "new" : method.Name;
}
