using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Creates a person.</summary>
public sealed class CreateContact(UseCaseExecutor executor)
{
    /// <summary>Creates it, with its audit row, event and timeline entry.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: an external reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, ContactInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "contact.create",
            Right.EditRecords,
            input,
            context => context.CreateAsync(RecordType.Contact, input.ToInput(), cancellationToken),
            cancellationToken
        );
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

    internal RecordInput ToInput() =>
        With(("name", Name), ("first_name", FirstName), ("last_name", LastName), ("title", Title), ("company", Company?.ToString()));
}
