using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a person, with its timeline entry. Publishes <c>record.created</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused with <c>reference-taken</c>: another record has a reference.</remarks>
public sealed class CreateContact : UseCase<ContactInput, RecordResult>
{
    internal CreateContact(UseCaseExecutor executor)
        : base(executor, "contact.create", Right.EditRecords, WorkKind.Write) { }

    private protected override Task<RecordResult> DecideAsync(Work work, ContactInput input) => work.CreateAsync(RecordType.Contact, input.ToInput());
}

/// <summary>What is to stand in a new contact. Null members stay empty.</summary>
public sealed record ContactInput : NewRecordInput
{
    /// <summary>The name; where it is null, first and last name.</summary>
    public string? Name { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? Title { get; init; }

    /// <summary>The company that the person works for.</summary>
    public RecordId? Company { get; init; }

    internal RecordInput ToInput() => With(("name", Name), ("first_name", FirstName), ("last_name", LastName), ("title", Title), ("company", Company));
}
