using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a record of any type from fields by key; <see cref="CreateLead"/> and its like take the same by name, and the audit names their action. Publishes <c>record.created</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>reference-taken</c>: another record has a reference.</remarks>
public sealed class CreateRecord : UseCase<CreateRecordInput, RecordResult>
{
    internal CreateRecord(UseCaseExecutor executor)
        : base(executor, "record.create", Right.EditRecords, WorkKind.Write) { }

    private protected override Task<RecordResult> DecideAsync(Work work, CreateRecordInput input) =>
        work.With(work.Origin with { Action = $"{input.Type.Word()}.create" }).CreateAsync(input.Type, input.Values);
}

/// <summary>A record that is to be created.</summary>
/// <param name="Type">Type of the record.</param>
/// <param name="Values">What is to stand in it.</param>
public sealed record CreateRecordInput(RecordType Type, RecordInput Values);
