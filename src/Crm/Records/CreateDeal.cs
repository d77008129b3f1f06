using System.Globalization;
using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a possible sale.</summary>
public sealed class CreateDeal(UseCaseExecutor executor)
{
    /// <summary>Creates it, with its audit row, event and timeline entry.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: an external reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, DealInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "deal.create",
            Right.EditRecords,
            input,
            context => context.CreateAsync(RecordType.Deal, input.ToInput(), cancellationToken),
            cancellationToken
        );
}

/// <summary>What is to stand in a new deal. Null members stay empty.</summary>
public sealed record DealInput : NewRecordInput
{
    /// <summary>The name; required.</summary>
    public string? Name { get; init; }

    /// <summary>The company that would buy.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The primary contact; the deal's timeline shows what happens with that person.</summary>
    public RecordId? Contact { get; init; }

    /// <summary>Key of the pipeline; null: the tenant's first.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Key or name of the stage; null: the pipeline's first.</summary>
    public string? Stage { get; init; }

    /// <summary>The amount, in units of the currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Currency (ISO 4217); null: the tenant's.</summary>
    public string? Currency { get; init; }

    /// <summary>When it is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    internal RecordInput ToInput() =>
        With(
            ("name", Name),
            ("company", Company?.ToString()),
            ("contact", Contact?.ToString()),
            ("pipeline", Pipeline),
            ("stage", Stage),
            ("amount", Amount?.ToString(CultureInfo.InvariantCulture)),
            ("currency", Currency),
            ("expected_close", ExpectedClose?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        );
}
