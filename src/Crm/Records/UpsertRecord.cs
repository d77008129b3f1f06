using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates the record that another system knows under its own id, or changes what is given where the record is there.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>deleted</c>, or with <c>reference-taken</c>: the caller may not see the record.</remarks>
public sealed class UpsertRecord : UseCase<UpsertRecordInput, UpsertResult>
{
    private const int MaxAttempts = 3;
    private readonly IRecordFollower follower;

    internal UpsertRecord(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "record.upsert", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<UpsertResult> RunAsync(Caller caller, UpsertRecordInput input, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.RunAsync(caller, input, cancellationToken);
            }
            catch (CrmException exception)
                when (attempt < MaxAttempts && exception.Error is CrmError.Stale or CrmError.Refused { Code: "taken" or "reference-taken" })
            {
                // Somebody created or changed it between our look and our write. The caller expects no revision: what is there now is changed.
            }
        }
    }

    private protected override async Task<UpsertResult> DecideAsync(Work work, UpsertRecordInput input)
    {
        var values = input.Values with { References = [input.Reference, .. input.Values.References] };
        var key = input.Reference.Normalized();
        var holders = await work.Stores.Records.FindByReferenceAsync(input.Type, key.System, [key.Value], work.Cancellation);
        if (holders.Count == 0)
            return new UpsertResult(await work.CreateAsync(input.Type, values), UpsertKind.Created);
        var found = await work.Stores.Records.GetAsync([holders[0].Record], work.Cancellation);
        if (found.Count == 0 || !work.Access.Sees(found[0].Owner))
            throw CrmException.Refused("reference-taken", $"The reference in the system {key.System} belongs to a {input.Type.Word()} that you may not see.");
        var after = await work.ChangeAsync(found[0], values, follower);
        return new UpsertResult(RecordResult.Of(after), after.Revision == found[0].Revision ? UpsertKind.Same : UpsertKind.Changed);
    }
}

/// <summary>The record as another system knows it.</summary>
/// <param name="Type">Type of the record.</param>
/// <param name="Reference">System and id there.</param>
/// <param name="Values">What is to stand in it.</param>
public sealed record UpsertRecordInput(RecordType Type, ExternalId Reference, RecordInput Values);

/// <summary>What became of it.</summary>
/// <param name="Result">The record.</param>
/// <param name="Kind">Whether it is new.</param>
public sealed record UpsertResult(RecordResult Result, UpsertKind Kind);
