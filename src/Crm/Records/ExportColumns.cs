namespace Crm.Records;

/// <summary>The columns of an export.</summary>
internal static class ExportColumns
{
    public const string Id = "id";
    public const string OwnerName = "owner_name";
    public const string CompanyName = "company_name";
    public const string ContactName = "contact_name";
    public const string CreatedAt = "created_at";
    public const string UpdatedAt = "updated_at";
    public const string LastTouchedAt = "last_touched_at";

    private static readonly string[] AroundFields = [Id, OwnerName, CreatedAt, UpdatedAt, LastTouchedAt];

    /// <summary>The columns that were asked for, as they are called; all that say something to people where none were.</summary>
    /// <exception cref="CrmException">Invalid: names every column that is not there, and those that are.</exception>
    public static IReadOnlyList<string> Of(RecordType type, IReadOnlyList<CustomField> custom, IReadOnlyList<string>? asked)
    {
        var links = RecordFields.KeysOf(type).Where(key => RecordFields.LinkOf(type, key) is not null).ToList();
        var names = links.Where(key => key is "company" or "contact").Select(key => $"{key}_name").ToList();
        string[] fields = [.. RecordFields.KeysOf(type), .. custom.Select(field => field.Key)];
        if (asked is null or [])
            return
            [
                Id,
                .. fields.Where(field => field != "owner" && !links.Contains(field) && custom.FirstOrDefault(own => own.Key == field)?.IsRetired != true),
                .. names,
                .. AroundFields.Skip(1),
            ];
        var all = fields.Concat(AroundFields).Concat(names).ToHashSet(StringComparer.Ordinal);
        var problems = new Problems();
        for (var index = 0; index < asked.Count; index++)
            if (!all.Contains(asked[index]))
                problems.Add($"columns[{index}]", $"There is no column '{Problems.Shown(asked[index])}'; there are {Problems.Listed(all)}.");
        problems.ThrowIfInvalid();
        return asked;
    }
}
