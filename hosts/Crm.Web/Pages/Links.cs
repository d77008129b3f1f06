using Crm.Records;
using Microsoft.AspNetCore.Http.Extensions;

namespace Crm.Web.Pages;

/// <summary>Addresses of pages.</summary>
internal static class Links
{
    /// <summary>A record's page.</summary>
    public static string To(RecordRef record) => $"/records/{Path(record.Type)}/{record.Id}";

    /// <summary>An entry of a record's timeline, unfolded.</summary>
    public static string To(RecordRef record, Guid entry) => $"{To(record)}?open={entry}#e-{entry}";

    /// <summary>The list of a type of record.</summary>
    public static string To(RecordType type) => $"/records/{Path(type)}";

    /// <summary>A type of record in addresses: <c>company</c>.</summary>
    public static string Path(RecordType type) =>
        type switch
        {
            RecordType.Lead => "lead",
            RecordType.Contact => "contact",
            RecordType.Company => "company",
            _ => "deal",
        };

    /// <summary>The type of record that an address names, or null.</summary>
    public static RecordType? TypeOf(string path)
    {
        foreach (var type in Enum.GetValues<RecordType>())
            if (Path(type).Equals(path, StringComparison.OrdinalIgnoreCase))
                return type;
        return null;
    }

    /// <summary>A page with parameters; those that are null or empty are left out.</summary>
    /// <param name="path">The page.</param>
    /// <param name="parameters">Names and values, a name as often as wanted.</param>
    public static string With(string path, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in parameters)
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        return path + query;
    }
}
