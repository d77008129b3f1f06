namespace Crm.Records.Editing;

/// <summary>Ids of records in other systems.</summary>
internal sealed class RecordReferences(KnownRecords known, Work work)
{
    /// <summary>Checks the references that an input gives to a record; a new one is not its own holder yet.</summary>
    /// <exception cref="CrmException">Refused: another record has one of them.</exception>
    public void Check(RecordType type, RecordId? own, IReadOnlyList<ExternalId> given, Problems problems)
    {
        foreach (var reference in given)
        {
            if (string.IsNullOrWhiteSpace(reference.System) || reference.System.Length > 100)
                problems.Add("references", "The system of a reference must have 1–100 characters.");
            else if (string.IsNullOrWhiteSpace(reference.Value) || reference.Value.Length > 200)
                problems.Add("references", "The id of a reference must have 1–200 characters.");
            else if (reference.Normalized() is var normal && known.Find(type, normal) is { } holder && holder != own)
                throw CrmException.Refused("reference-taken", WhyTaken(type, normal.System, holder));
        }
    }

    private string WhyTaken(RecordType type, string system, RecordId holder) =>
        known.Find(holder) switch
        {
            null => $"Another {type.Word()}, which you may not see, already has this reference in the system {system}.",
            { DeletedAt: null } => $"The {type.Word()} {holder} already has this reference in the system {system}; change that one instead.",
            _ =>
                $"The {type.Word()} {holder} has this reference in the system {system}, and it is deleted: restore it by its id ({type.Word()}:{holder}), or leave the reference out.",
        };

    /// <summary>Adds those that the record does not have yet.</summary>
    /// <returns>What was added, as <c>system:id</c>.</returns>
    public IReadOnlyList<string> Add(CrmRecord record, IReadOnlyList<ExternalId> given)
    {
        var added = new List<string>();
        foreach (var reference in given.Select(reference => reference.Normalized()).Where(reference => known.Find(record.Type, reference) is null))
        {
            var row = new ExternalReference
            {
                Tenant = work.Tenant,
                System = reference.System,
                RecordType = record.Type,
                Value = reference.Value,
                Record = record.Id,
            };
            work.Changes.Insert(row);
            known.Add(row);
            added.Add($"{reference.System}:{reference.Value}");
        }
        return added;
    }
}
