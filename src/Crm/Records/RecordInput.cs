namespace Crm.Records;

/// <summary>What is to stand in a record, for creating and changing alike: only what is given is written.</summary>
public sealed record RecordInput
{
    /// <summary>
    /// Standard and custom fields by key, as text in the invariant form: dates as <c>2026-03-02</c>, numbers and amounts as <c>1250.50</c>, yes or no as
    /// <c>true</c> or <c>false</c>, members and records by id. Null or empty clears the field; a field that is left out stays. <see cref="RecordFields"/> lists the keys;
    /// case does not matter.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Fields { get; init; } = new Dictionary<string, string?>();

    /// <summary>All emails and phones; null leaves them alone. The fields <c>email</c> and <c>phone</c> set the primary ones only.</summary>
    public IReadOnlyList<ContactPointInput>? ContactPoints { get; init; }

    /// <summary>Ids in other systems that are added; those that are there already stay.</summary>
    public IReadOnlyList<ExternalId> References { get; init; } = [];

    /// <summary>The stages that a deal came through elsewhere, oldest first; the last one is where it stands. Null: it enters its stage now. Only read where the stage changes.</summary>
    public IReadOnlyList<StageVisit>? StageHistory { get; init; }
}

/// <summary>An email address or phone number as given.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Value">One address, or a number in the tenant's country's form or with a country code.</param>
/// <param name="IsPrimary">Whether it is the one to use; at most one of each kind. Where none is marked, the first one is.</param>
/// <param name="Label">Such as <c>work</c>; null where unknown.</param>
public sealed record ContactPointInput(ContactPointKind Kind, string Value, bool IsPrimary = false, string? Label = null);

/// <summary>A record's id in another system.</summary>
/// <param name="System">The system, such as <c>erp</c>; at most 100 characters, compared without case.</param>
/// <param name="Value">The id there; at most 200 characters, compared exactly.</param>
public sealed record ExternalId(string System, string Value);

/// <summary>When a deal entered a stage.</summary>
/// <param name="Stage">Key of the stage.</param>
/// <param name="At">When, in UTC.</param>
public sealed record StageVisit(string Stage, DateTimeOffset At);

/// <summary>What became of a record.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Revision">Its revision now; expected by the next change.</param>
public sealed record RecordResult(RecordRef Record, string Name, int Revision)
{
    internal static RecordResult Of(CrmRecord record) => new(record.Ref, record.Name, record.Revision);
}
