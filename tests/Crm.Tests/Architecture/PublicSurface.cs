using Microsoft.CodeAnalysis;

namespace Crm.Tests.Architecture;

/// <summary>What a project shows to those who reference it.</summary>
internal static class PublicSurface
{
    /// <summary>Constructors of use cases that others can call: a new collaborator would break them.</summary>
    public static IEnumerable<string> UseCaseConstructors(SourceCode code)
    {
        _ = code.Type("UseCase", arity: 2);
        return from type in code.Types
            where DeclarationRules.IsPublic(type) && DeclarationRules.IsUseCase(type)
            where type.InstanceConstructors.Any(IsVisible)
            select $"{SourceCode.FilesOfDeclaration(type)[0]}: {type.Name} has a constructor that others can call.";
    }

    /// <summary>
    /// Rows that can be reached from a public type: by what its members take and return, by bases, interfaces, constraints and type arguments, and by way of types of
    /// <c>Crm.Model</c> that are no rows themselves. Each row is told once for each type that leads to it.
    /// </summary>
    public static IEnumerable<string> Rows(SourceCode code)
    {
        var row = code.Type("IRow");
        var open = new Queue<(INamedTypeSymbol Type, string Way)>(code.Types.Where(DeclarationRules.IsPublic).Select(type => (type, type.Name)));
        var seen = open.Select(start => start.Type).ToHashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        while (open.TryDequeue(out var next))
        {
            var rows = new HashSet<string>();
            foreach (var (member, part) in Signature(next.Type))
            {
                if (IsRow(part, row))
                {
                    if (rows.Add(part.Name))
                        yield return $"{next.Way}.{member} shows the row {part.Name}.";
                }
                else if (part is INamedTypeSymbol named && named.ContainingAssembly?.Name == "Crm.Model" && seen.Add(named))
                    open.Enqueue((named, $"{next.Way}.{member} → {named.Name}"));
            }
        }
    }

    private static bool IsRow(ITypeSymbol type, INamedTypeSymbol row) =>
        type.AllInterfaces.Append(type).Any(found => SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, row));

    private static IEnumerable<(string Member, ITypeSymbol Type)> Signature(INamedTypeSymbol type)
    {
        var heads = type.Interfaces.Append(type.BaseType).OfType<ITypeSymbol>().Concat(Constraints(type.TypeParameters)).Select(head => (type.Name, head));
        var members = type.GetMembers().Where(IsVisible).SelectMany(member => TypesOf(member).Select(used => (member.Name, used)));
        return heads.Concat(members).SelectMany(used => Parts(used.Item2).Select(part => (used.Name, part)));
    }

    /// <summary>Accessors are left out: their property or event stands for them.</summary>
    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol member) =>
        member switch
        {
            IMethodSymbol { AssociatedSymbol: null } method => method
                .Parameters.Select(parameter => parameter.Type)
                .Append(method.ReturnType)
                .Concat(Constraints(method.TypeParameters)),
            IPropertySymbol property => property.Parameters.Select(parameter => parameter.Type).Append(property.Type),
            IFieldSymbol field => [field.Type],
            IEventSymbol happening => [happening.Type],
            _ => [],
        };

    private static IEnumerable<ITypeSymbol> Constraints(IEnumerable<ITypeParameterSymbol> parameters) =>
        parameters.SelectMany(parameter => parameter.ConstraintTypes);

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Parts(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Append(named.OriginalDefinition),
            _ => [type],
        };

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
