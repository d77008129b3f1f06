using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Crm.EntityFrameworkCore;

/// <summary>How types of values are stored, whatever row they stand in.</summary>
internal static class RowConventions
{
    /// <summary>All id types.</summary>
    private static readonly IReadOnlyList<Type> IdTypes =
    [
        .. new[] { typeof(TenantId).Assembly, typeof(IRow).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()).Where(Ids.IsId),
    ];

    /// <summary>Conventions that look for what no row has (relationships, attributes, JSON, owned types): without them the first model is built faster.</summary>
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
        typeof(RelationshipDiscoveryConvention),
        typeof(RequiredNavigationAttributeConvention),
        typeof(RequiredPropertyAttributeConvention),
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

    /// <summary>Registers them.</summary>
    public static void Apply(ModelConfigurationBuilder conventions, bool isSqlite)
    {
        foreach (var convention in Unneeded)
            conventions.Conventions.Remove(convention);
        foreach (var id in IdTypes)
            conventions.Properties(id).HaveConversion((isSqlite ? typeof(IdTextConverter<>) : typeof(IdConverter<>)).MakeGenericType(id));
        if (isSqlite)
        {
            conventions.Properties<Guid>().HaveConversion<GuidTextConverter>();
            conventions.Properties<DateTimeOffset>().HaveConversion<MicrosecondConverter>();
        }
        else
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        }
        conventions.Properties<Enum>().HaveConversion<string>();
        conventions.Properties<IReadOnlyList<string>>().HaveConversion<ListConverter<string>, ListComparer<string>>();
        conventions.Properties<IReadOnlyList<Stage>>().HaveConversion<ListConverter<Stage>, ListComparer<Stage>>();
    }
}
