namespace Crm.Setup;

/// <summary>A custom field as it is to be.</summary>
/// <param name="RecordType">Type of record that has it.</param>
/// <param name="Key">Lower-case letters, digits, underscores; not that of a standard field.</param>
/// <param name="Label">What people read.</param>
/// <param name="Kind">What values it takes; stays what it is.</param>
public sealed record DefineCustomFieldInput(RecordType RecordType, string Key, string Label, CustomFieldKind Kind)
{
    /// <summary>Allowed values of a choice. A value that goes stays in the records that have it.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>Whether lists may be filtered and sorted by it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether it takes no new values.</summary>
    public bool IsRetired { get; init; }
}

/// <summary>Adds a custom field, or changes the label or allowed values of the one with the key, or retires it. Defining what stands so already changes nothing. Publishes <c>custom-field.defined</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused: the kind of a field stays what it is (<c>kind-stays</c>).</remarks>
public sealed class DefineCustomField : UseCase<DefineCustomFieldInput, DefinitionResult>
{
    /// <summary>Allowed values of a choice.</summary>
    internal const int MaxValues = 500;

    internal DefineCustomField(UseCaseExecutor executor)
        : base(executor, "custom-field.define", Right.Administer, WorkKind.Write) { }

    private protected override async Task<DefinitionResult> DecideAsync(Work work, DefineCustomFieldInput input)
    {
        Check(input);
        var fields = await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation);
        var before = fields.FirstOrDefault(field => field.RecordType == input.RecordType && field.Key == input.Key);
        if (before is not null && before.Kind != input.Kind)
            throw CrmException.Refused("kind-stays", $"The field holds values of the kind {before.Kind}; retire it and define another one.");
        if (before is not null && IsSame(before, input))
            return new DefinitionResult(before.Key, before.Revision);
        var after = new CustomField
        {
            Tenant = work.Tenant,
            RecordType = input.RecordType,
            Key = input.Key,
            Label = input.Label,
            Kind = input.Kind,
            AllowedValues = input.AllowedValues,
            IsIndexed = input.IsIndexed,
            IsRetired = input.IsRetired,
            Revision = (before?.Revision ?? 0) + 1,
        };
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"custom-field:{after.RecordType.Word()}.{after.Key}", before is null ? null : Shown(before), Shown(after));
        work.Publish("custom-field.defined", null, new { recordType = after.RecordType, key = after.Key });
        return new DefinitionResult(after.Key, after.Revision);
    }

    /// <summary>Checks what a new field is called, wherever it is declared; a problem calls key and label as they are called there.</summary>
    internal static void CheckName(Problems check, string keyField, string labelField, RecordType type, string key, string label)
    {
        check.Key(keyField, key);
        check.Name(labelField, label);
        if (RecordFields.KeysOf(type).Contains(key))
            check.Add(keyField, $"'{key}' is a standard field.");
    }

    private static void Check(DefineCustomFieldInput input)
    {
        var check = new Problems();
        CheckName(check, "key", "label", input.RecordType, input.Key, input.Label);
        if (input.Kind == CustomFieldKind.Choice && input.AllowedValues.Count is 0 or > MaxValues)
            check.Add("allowedValues", $"A choice has 1–{MaxValues} values, had {input.AllowedValues.Count}.");
        if (input.Kind != CustomFieldKind.Choice && input.AllowedValues.Count > 0)
            check.Add("allowedValues", "Only a choice has allowed values.");
        foreach (var value in input.AllowedValues)
            check.Name("allowedValues", value);
        if (input.AllowedValues.Distinct(StringComparer.OrdinalIgnoreCase).Count() < input.AllowedValues.Count)
            check.Add("allowedValues", "Each value may appear only once; case does not matter.");
        check.ThrowIfInvalid();
    }

    private static bool IsSame(CustomField before, DefineCustomFieldInput input) =>
        before.Label == input.Label
        && before.IsIndexed == input.IsIndexed
        && before.IsRetired == input.IsRetired
        && before.AllowedValues.SequenceEqual(input.AllowedValues);

    private static object Shown(CustomField field) =>
        new
        {
            label = field.Label,
            kind = field.Kind,
            allowedValues = field.AllowedValues,
            isIndexed = field.IsIndexed,
            isRetired = field.IsRetired,
        };
}
