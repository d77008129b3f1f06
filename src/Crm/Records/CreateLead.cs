using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a person or company that is not yet qualified.</summary>
public sealed class CreateLead(UseCaseExecutor executor)
{
    /// <summary>Creates it, with its audit row, event and timeline entry.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: an external reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, LeadInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "lead.create",
            Right.EditRecords,
            input,
            context => context.CreateAsync(RecordType.Lead, input.ToInput(), cancellationToken),
            cancellationToken
        );
}

/// <summary>What is to stand in a new lead. Null members stay empty.</summary>
public sealed record LeadInput : NewRecordInput
{
    /// <summary>The name; where it is null, first and last name, else the company's.</summary>
    public string? Name { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? Title { get; init; }

    /// <summary>The company's name as the lead gave it.</summary>
    public string? Company { get; init; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; init; }

    internal RecordInput ToInput() =>
        With(("name", Name), ("first_name", FirstName), ("last_name", LastName), ("title", Title), ("company", Company), ("source", Source));
}
