using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a possible sale, with its timeline entry. Publishes <c>record.created</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>reference-taken</c>: another record has a reference.</remarks>
public sealed class CreateDeal : UseCase<DealInput, RecordResult>
{
    internal CreateDeal(UseCaseExecutor executor)
        : base(executor, "deal.create", Right.EditRecords, WorkKind.Write) { }

    private protected override Task<RecordResult> DecideAsync(Work work, DealInput input) => work.CreateAsync(RecordType.Deal, input.ToInput());
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
            ("company", Company),
            ("contact", Contact),
            ("pipeline", Pipeline),
            ("stage", Stage),
            ("amount", Amount),
            ("currency", Currency),
            ("expected_close", ExpectedClose)
        );
}
