using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a person or company that is not yet qualified, with its timeline entry. Publishes <c>record.created</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>reference-taken</c>: another record has a reference.</remarks>
public sealed class CreateLead : UseCase<LeadInput, RecordResult>
{
    internal CreateLead(UseCaseExecutor executor)
        : base(executor, "lead.create", Right.EditRecords, WorkKind.Write) { }

    private protected override Task<RecordResult> DecideAsync(Work work, LeadInput input) => work.CreateAsync(RecordType.Lead, input.ToInput());
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
