using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates or changes the record that another system knows under its own id.</summary>
public sealed class UpsertRecord(UseCaseExecutor executor)
{
    private const int MaxAttempts = 3;

    /// <summary>Creates the record where nobody has the reference, else changes what is given.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: the record is deleted, or the caller may not see it. Forbidden.</exception>
    public async Task<UpsertResult> ExecuteAsync(Caller caller, UpsertRecordInput input, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(caller, input, cancellationToken);
            }
            catch (CrmException exception)
                when (attempt < MaxAttempts && exception.Error is CrmError.Stale or CrmError.Refused { Code: "taken" or "reference-taken" })
            {
                // Somebody created or changed it between our look and our write. The caller expects no revision: what is there now is changed.
            }
        }
    }

    private Task<UpsertResult> OnceAsync(Caller caller, UpsertRecordInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "record.upsert",
            Right.EditRecords,
            input,
            async context =>
            {
                var values = input.Values with { References = [input.Reference, .. input.Values.References] };
                var key = RecordDecisions.Normal(input.Reference);
                var holders = await context.Stores.Records.FindByReferenceAsync(input.Type, key.System, [key.Value], cancellationToken);
                if (holders.Count == 0)
                    return new UpsertResult(await context.CreateAsync(input.Type, values, cancellationToken), UpsertKind.Created);
                var found = await context.Stores.Records.GetAsync([holders[0].Record], cancellationToken);
                if (found.Count == 0 || !context.Access.Sees(found[0].Owner))
                    throw CrmException.Refused(
                        "reference-taken",
                        $"The reference in the system {key.System} belongs to a {RecordDecisions.TypeWord(input.Type)} that you may not see."
                    );
                var after = await context.ChangeAsync(found[0], values, cancellationToken);
                return new UpsertResult(RecordResult.Of(after), after.Revision == found[0].Revision ? UpsertKind.Same : UpsertKind.Changed);
            },
            cancellationToken
        );
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

/// <summary>What an upsert did.</summary>
public enum UpsertKind
{
    /// <summary>Nobody had the reference: the record is new.</summary>
    Created,

    /// <summary>The record was there and has changed.</summary>
    Changed,

    /// <summary>The record was there and stood so already.</summary>
    Same,
}
