using System.Text.Json.Serialization;

namespace Crm.Import;

/// <summary>Says what becomes of the columns of a file. Written as YAML, see <see cref="ImportMappingYaml"/>.</summary>
public sealed record ImportMapping
{
    /// <summary>What the rows become.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>The other system, under whose name external references are kept.</summary>
    public string System { get; init; } = "import";

    /// <summary>How dates are written, as a .NET custom format such as <c>M/d/yyyy</c>; ISO 8601 where null. It must name day, month and year.</summary>
    public string? Dates { get; init; }

    /// <summary>The decimal separator; if null, a point, and numbers that can be read in two ways are refused.</summary>
    public string? DecimalSign { get; init; }

    /// <summary>The thousands separator; none if null.</summary>
    public string? ThousandsSign { get; init; }

    /// <summary>The file's encoding, such as <c>windows-1252</c> or <c>utf-16</c>; UTF-8 if null.</summary>
    public string? Encoding { get; init; }

    /// <summary>The character between cells; detected from the file if null.</summary>
    public string? Delimiter { get; init; }

    /// <summary>By field: the character that separates several values in a cell. Only for fields that take several.</summary>
    public IReadOnlyDictionary<string, string> Several { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts that mean an empty cell, such as <c>n/a</c> or <c>0001-01-01</c>; case does not matter.</summary>
    public IReadOnlyList<string> Empty { get; init; } = [];

    /// <summary>Zone (IANA) of times that name no offset; the tenant's where null.</summary>
    public string? Zone { get; init; }

    /// <summary>Columns and the fields they go to; one column may go to several.</summary>
    public required IReadOnlyList<ColumnMapping> Columns { get; init; }

    /// <summary>By field: a value of the file and what it is here; values that are not listed stay. Case does not matter.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>By field: a text for every row, with <c>{column}</c> for cells.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>Deals only: stages that they entered, oldest first; a visit whose date cell is empty is left out.</summary>
    public IReadOnlyList<VisitMapping> History { get; init; } = [];

    /// <summary>Choices only: the custom field whose allowed values the rows are.</summary>
    public CustomFieldName? For { get; init; }

    /// <summary>Custom fields that are declared where the tenant has none of the key.</summary>
    public IReadOnlyList<FieldDeclaration> Fields { get; init; } = [];

    /// <summary>Columns left out on purpose; any other column without a field is a warning.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The type of record that the rows become; null for members, choices and activities.</summary>
    [JsonIgnore]
    public RecordType? RecordType =>
        Kind switch
        {
            ImportKind.Companies => Records.RecordType.Company,
            ImportKind.Contacts => Records.RecordType.Contact,
            ImportKind.Leads => Records.RecordType.Lead,
            ImportKind.Deals => Records.RecordType.Deal,
            _ => null,
        };
}
