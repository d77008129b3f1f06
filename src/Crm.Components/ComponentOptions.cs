using Crm.Records;

namespace Crm.Components;

/// <summary>How the components fit into a host.</summary>
public sealed class ComponentOptions
{
    /// <summary>The address of a record's page in this host, below its root; null where a type of record has none, and its name is then no link. By default <c>/records/{type}/{id}</c>.</summary>
    public Func<RecordRef, string?> RecordPage { get; set; } = static record => $"/records/{record.Type.ToString().ToLowerInvariant()}/{record.Id}";

    /// <summary>The address of the list of a company's contacts or deals; null where there is none. By default <c>/records/{type}?company={id}</c>.</summary>
    public Func<RecordRef, RecordType, string?> CompanyList { get; set; } =
        static (company, type) => $"/records/{type.ToString().ToLowerInvariant()}?company={company.Id}";

    /// <summary>The address of an enrollment's page; null where there is none, and a sequence's name is then no link. By default <c>/enrollments/{id}</c>.</summary>
    public Func<EnrollmentId, string?> EnrollmentPage { get; set; } = static enrollment => $"/enrollments/{enrollment}";
}
