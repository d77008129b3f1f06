using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates an organisation, with its timeline entry. Publishes <c>record.created</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>reference-taken</c>: another record has a reference.</remarks>
public sealed class CreateCompany : UseCase<CompanyInput, RecordResult>
{
    internal CreateCompany(UseCaseExecutor executor)
        : base(executor, "company.create", Right.EditRecords, WorkKind.Write) { }

    private protected override Task<RecordResult> DecideAsync(Work work, CompanyInput input) => work.CreateAsync(RecordType.Company, input.ToInput());
}

/// <summary>What is to stand in a new company. Null members stay empty.</summary>
public sealed record CompanyInput : NewRecordInput
{
    /// <summary>The name; required.</summary>
    public string? Name { get; init; }

    /// <summary>Host name of its website or mail.</summary>
    public string? Domain { get; init; }

    /// <summary>Line of business.</summary>
    public string? Industry { get; init; }

    /// <summary>The company above it.</summary>
    public RecordId? Parent { get; init; }

    internal RecordInput ToInput() => With(("name", Name), ("domain", Domain), ("industry", Industry), ("parent", Parent));
}
