using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Crm.EntityFrameworkCore.Model;

/// <summary>What the model does not look for: <see cref="RowMapping"/> says it all.</summary>
internal static class RowConventions
{
    /// <summary>Conventions that look for properties, or for what no row has (relationships, attributes, JSON, owned types): without them the first model is built faster.</summary>
    private static readonly IReadOnlyList<Type> Unneeded =
    [
        typeof(BackingFieldAttributeConvention),
        typeof(CascadeDeleteConvention),
        typeof(ComplexPropertyDiscoveryConvention),
        typeof(ComplexTypeAttributeConvention),
        typeof(ConcurrencyCheckAttributeConvention),
        typeof(DatabaseGeneratedAttributeConvention),
        typeof(DeleteBehaviorAttributeConvention),
        typeof(EntityTypeConfigurationAttributeConvention),
        typeof(ForeignKeyAttributeConvention),
        typeof(ForeignKeyIndexConvention),
        typeof(ForeignKeyPropertyDiscoveryConvention),
        typeof(IndexAttributeConvention),
        typeof(InversePropertyAttributeConvention),
        typeof(KeyAttributeConvention),
        typeof(KeylessAttributeConvention),
        typeof(ManyToManyJoinEntityTypeConvention),
        typeof(MaxLengthAttributeConvention),
        typeof(NavigationBackingFieldAttributeConvention),
        typeof(NavigationEagerLoadingConvention),
        typeof(NonNullableNavigationConvention),
        typeof(NotMappedMemberAttributeConvention),
        typeof(NotMappedTypeAttributeConvention),
        typeof(OwnedAttributeConvention),
        typeof(PrecisionAttributeConvention),
        typeof(PropertyDiscoveryConvention),
        typeof(RelationshipDiscoveryConvention),
        typeof(RequiredNavigationAttributeConvention),
        typeof(RequiredPropertyAttributeConvention),
        typeof(ServicePropertyDiscoveryConvention),
        typeof(StringLengthAttributeConvention),
        typeof(TimestampAttributeConvention),
        typeof(UnicodeAttributeConvention),
        typeof(RelationalColumnAttributeConvention),
        typeof(RelationalColumnCommentAttributeConvention),
        typeof(RelationalMapToJsonConvention),
        typeof(RelationalTableAttributeConvention),
        typeof(RelationalTableCommentAttributeConvention),
        typeof(RelationalNavigationJsonPropertyNameAttributeConvention),
        typeof(RelationalPropertyJsonPropertyNameAttributeConvention),
    ];

    /// <summary>Removes them.</summary>
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        foreach (var convention in Unneeded)
            conventions.Conventions.Remove(convention);
    }
}
