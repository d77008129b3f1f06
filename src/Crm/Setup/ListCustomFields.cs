namespace Crm.Setup;

/// <summary>A custom field as people see it.</summary>
/// <param name="RecordType">Type of record that has it.</param>
/// <param name="Key">Its key.</param>
/// <param name="Label">What people read.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Revision">Grows with each change.</param>
public sealed record CustomFieldView(RecordType RecordType, string Key, string Label, CustomFieldKind Kind, int Revision)
{
    /// <summary>Allowed values of a choice; empty for other kinds.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>Whether lists may be filtered and sorted by it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether it takes no new values.</summary>
    public bool IsRetired { get; init; }

    internal static CustomFieldView Of(CustomField row) =>
        new(row.RecordType, row.Key, row.Label, row.Kind, row.Revision)
        {
            AllowedValues = row.AllowedValues,
            IsIndexed = row.IsIndexed,
            IsRetired = row.IsRetired,
        };
}

/// <summary>Lists all custom fields, retired ones too.</summary>
public sealed class ListCustomFields : UseCase<NoInput, IReadOnlyList<CustomFieldView>>
{
    internal ListCustomFields(UseCaseExecutor executor)
        : base(executor, "custom-fields.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<CustomFieldView>> DecideAsync(Work work, NoInput input) =>
        [.. (await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation)).Select(CustomFieldView.Of)];
}
