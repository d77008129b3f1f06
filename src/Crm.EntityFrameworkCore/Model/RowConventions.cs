using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>How types of values are stored, whatever row they stand in.</summary>
internal static class RowConventions
{
    /// <summary>All id types.</summary>
    private static readonly IReadOnlyList<Type> IdTypes =
    [
        .. new[] { typeof(TenantId).Assembly, typeof(IRow).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()).Where(Ids.IsId),
    ];

    /// <summary>Registers them.</summary>
    public static void Apply(ModelConfigurationBuilder conventions, bool isSqlite)
    {
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
