using System.Text.Json;

namespace Crm.Records.Editing;

/// <summary>What differs between two forms of a record, field by field.</summary>
internal static class RecordDiff
{
    /// <summary>A field that differs.</summary>
    /// <param name="Key">The field's key.</param>
    /// <param name="Before">The value before, or null where it was empty.</param>
    /// <param name="After">The value after, or null where it is empty.</param>
    public sealed record FieldChange(string Key, FieldValue? Before, FieldValue? After);

    /// <summary>Fields that differ, standard ones first.</summary>
    public static List<FieldChange> Between(CrmRecord before, CrmRecord after)
    {
        var changed = new List<FieldChange>();
        foreach (var field in RecordFields.Of(after.Type))
            if (field.Read(before) is var was && field.Read(after) is var now && !Equals(was, now))
                changed.Add(new FieldChange(field.Key, was, now));
        if (
            !ReferenceEquals(before.ContactPoints, after.ContactPoints)
            && (PointsOf(before), PointsOf(after)) is var (points, pointsNow)
            && points != pointsNow
        )
            changed.Add(new FieldChange("contact_points", points, pointsNow));
        if (before.Custom != after.Custom)
            AddCustom(CustomEdit.ValuesOf(before), CustomEdit.ValuesOf(after), changed);
        return changed;
    }

    /// <summary>All fields that are not empty, by key.</summary>
    public static Dictionary<string, FieldValue?> ValuesOf(CrmRecord record)
    {
        var values = new Dictionary<string, FieldValue?>();
        foreach (var field in RecordFields.Of(record.Type))
            if (field.Read(record) is { } value)
                values[field.Key] = value;
        if (PointsOf(record) is { } points)
            values["contact_points"] = points;
        foreach (var (key, value) in CustomEdit.ValuesOf(record))
            values[key] = FieldValue.Of(value);
        return values;
    }

    private static void AddCustom(Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, List<FieldChange> changed)
    {
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var was = before.TryGetValue(key, out var former) ? FieldValue.Of(former) : null;
            var now = after.TryGetValue(key, out var current) ? FieldValue.Of(current) : null;
            if (!Equals(was, now))
                changed.Add(new FieldChange(key, was, now));
        }
    }

    // The primary ones are fields of their own; here are the further ones, and labels.
    private static string? PointsOf(CrmRecord record) =>
        string.Join(
            ", ",
            record
                .ContactPoints.Where(point => !point.IsPrimary || point.Label is not null)
                .Select(point => point.Label is { } label ? $"{point.Normalized} ({label})" : point.Normalized)
        )
            is { Length: > 0 } points
            ? points
            : null;
}
