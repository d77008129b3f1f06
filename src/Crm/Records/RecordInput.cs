namespace Crm.Records;

/// <summary>What is to stand in a record, for creating and changing alike: only what is given is written.</summary>
public sealed record RecordInput
{
    /// <summary>
    /// Standard and custom fields by key; case does not matter. Null or an empty text clears the field; a field that is left out stays. See <see cref="RecordFields.KeysOf"/>.
    /// </summary>
    public IReadOnlyDictionary<string, FieldValue?> Fields { get; init; } = new Dictionary<string, FieldValue?>();

    /// <summary>All emails and phones; null leaves them alone. The fields <c>email</c> and <c>phone</c> set the primary ones only.</summary>
    public IReadOnlyList<ContactPointInput>? ContactPoints { get; init; }

    /// <summary>
    /// Whether changing the company or contact corrects a mistake, so that what reached the former one's timeline through this record moves to the new one's. Otherwise history stays where it happened. Changed back the
    /// same way, it moves back.
    /// </summary>
    public bool MovesHistory { get; init; }

    /// <summary>Emails and phones to add if the record does not have them yet; the primary ones stay.</summary>
    internal IReadOnlyList<ContactPointInput> Further { get; init; } = [];

    /// <summary>Ids in other systems that are added; those that are there already stay.</summary>
    public IReadOnlyList<ExternalId> References { get; init; } = [];

    /// <summary>The stages that a deal came through elsewhere, oldest first; the last one is where it stands. Null: it enters its stage now. Only read where the stage changes.</summary>
    public IReadOnlyList<StageVisit>? StageHistory { get; init; }
}
