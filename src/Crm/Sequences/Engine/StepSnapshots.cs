using Crm.Records;

namespace Crm.Sequences;

/// <summary>Records as step handlers, rules and templates see them.</summary>
internal static class StepSnapshots
{
    /// <summary>Standard and custom fields by key; empty ones are left out.</summary>
    public static RecordSnapshot Of(CrmRecord record)
    {
        var standard = RecordFields.Of(record.Type);
        var fields = new Dictionary<string, object>(standard.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var field in standard)
        {
            if (field.Read(record) is { } value and not "")
                fields[field.Key] = value;
        }
        if (record.Custom.Length > 2)
        {
            foreach (var (key, value) in RecordFields.CustomOf(record))
            {
                if (RecordFields.ScalarOf(value) is { } scalar)
                    fields.TryAdd(key, scalar);
            }
        }
        return new RecordSnapshot
        {
            Ref = record.Ref,
            Name = record.Name,
            Owner = record.Owner,
            Fields = fields,
        };
    }
}
