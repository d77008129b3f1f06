using Crm.Setup;

namespace Crm.Import;

/// <summary>Rows become allowed values of a custom field; values that are there stay.</summary>
internal sealed class CustomFieldImport : IImportTarget
{
    private readonly Work work;
    private readonly ImportTally tally;
    private readonly CustomField? before;
    private readonly List<string> values;
    private CustomField wanted;

    private CustomFieldImport(Work work, ImportTally tally, CustomField? before, CustomField wanted)
    {
        (this.work, this.tally, this.before, this.wanted) = (work, tally, before, wanted);
        values = [.. wanted.AllowedValues];
    }

    /// <summary>Opens the field that the mapping names; it is declared where it is missing.</summary>
    public static async Task<CustomFieldImport> OpenAsync(Work work, ImportMapping mapping, ImportTally tally)
    {
        var name = mapping.For ?? throw CrmException.Invalid("for", "Choices need a field, such as deal.product.");
        var field = (await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation)).FirstOrDefault(field =>
            field.RecordType == name.Type && field.Key == name.Key
        );
        if (field is { Kind: not CustomFieldKind.Choice })
            throw CrmException.Invalid("for", $"The field {name.Key} is a {field.Kind}, not a choice.");
        if (field is not null)
            return new CustomFieldImport(work, tally, field, field);
        var check = new Problems();
        DefineCustomField.CheckName(check, "for", "for", name.Type, name.Key, Label(name.Key));
        check.ThrowIfInvalid();
        return new CustomFieldImport(work, tally, null, New(work, name.Type, new FieldDeclaration(name.Key, Label(name.Key), CustomFieldKind.Choice, true)));
    }

    /// <summary>The mapping's fields that the tenant does not have.</summary>
    public static async Task<IReadOnlyList<CustomField>> UndeclaredAsync(Work work, ImportMapping mapping)
    {
        var type = mapping.RecordType ?? throw CrmException.Invalid("fields", $"Only records have custom fields; this mapping imports {mapping.Kind}.");
        var known = await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation);
        var undeclared = mapping.Fields.Where(field => !known.Any(other => other.RecordType == type && other.Key == field.Key)).ToList();
        var check = new Problems();
        foreach (var field in undeclared)
            DefineCustomField.CheckName(check, $"fields.{field.Key}", $"fields.{field.Key}.label", type, field.Key, field.Label);
        check.ThrowIfInvalid();
        return [.. undeclared.Select(field => New(work, type, field))];
    }

    public static Task DeclareAsync(Work work, IReadOnlyList<CustomField> fields)
    {
        var changes = new ChangeSet();
        foreach (var field in fields)
            changes.Insert(field);
        return work.Stores.ApplyAsync(changes, work.Cancellation);
    }

    /// <inheritdoc/>
    public Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper)
    {
        foreach (var row in rows)
        {
            if (row["value"] is not { } value)
                tally.Refuse(row.Line, CrmException.Invalid("value", "The value is empty; map a column to 'value'."));
            else if (values.Contains(value, StringComparer.OrdinalIgnoreCase))
                tally.Count(row.Line, RowResult.Same);
            else if (WhyNot(value) is { } why)
                tally.Refuse(row.Line, why);
            else
            {
                values.Add(value);
                tally.Count(row.Line, RowResult.New);
            }
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task FinishAsync()
    {
        if (before is not null && values.Count == before.AllowedValues.Count)
            return;
        wanted = wanted with { AllowedValues = values, Revision = (before?.Revision ?? 0) + 1 };
        var changes = new ChangeSet();
        changes.InsertOrUpdate(before, wanted);
        await work.Stores.ApplyAsync(changes, work.Cancellation);
    }

    private CrmException? WhyNot(string value)
    {
        var check = new Problems();
        check.Name("value", value);
        if (values.Count >= DefineCustomField.MaxValues)
            check.Add("value", $"A choice has at most {DefineCustomField.MaxValues} values.");
        return check.Found();
    }

    private static CustomField New(Work work, RecordType type, FieldDeclaration declared) =>
        new()
        {
            Tenant = work.Tenant,
            RecordType = type,
            Key = declared.Key,
            Label = declared.Label,
            Kind = declared.Kind,
            IsIndexed = declared.IsIndexed,
            Revision = 1,
        };

    private static string Label(string key) => key.Length == 0 ? "" : char.ToUpperInvariant(key[0]) + key[1..].Replace('_', ' ');
}
