using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates an organisation.</summary>
public sealed class CreateCompany(UseCaseExecutor executor)
{
    /// <summary>Creates it, with its audit row, event and timeline entry.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: an external reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, CompanyInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "company.create",
            Right.EditRecords,
            input,
            context => context.CreateAsync(RecordType.Company, input.ToInput(), cancellationToken),
            cancellationToken
        );
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

    internal RecordInput ToInput() => With(("name", Name), ("domain", Domain), ("industry", Industry), ("parent", Parent?.ToString()));
}
