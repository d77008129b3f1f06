using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a record of any type from fields by key; <see cref="CreateLead"/> and its like take the same by name.</summary>
public sealed class CreateRecord(UseCaseExecutor executor)
{
    /// <summary>Creates it, with its audit row, event and timeline entry.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: an external reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, CreateRecordInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            $"{RecordDecisions.TypeWord(input.Type)}.create",
            Right.EditRecords,
            input,
            context => context.CreateAsync(input.Type, input.Values, cancellationToken),
            cancellationToken
        );
    }
}

/// <summary>A record that is to be created.</summary>
/// <param name="Type">Type of the record.</param>
/// <param name="Values">What is to stand in it.</param>
public sealed record CreateRecordInput(RecordType Type, RecordInput Values);
