namespace Crm.Values;

/// <summary>Checks emails and phones and brings them to the one form that is compared.</summary>
internal static class ContactPoints
{
    private const int MaxPoints = 50;

    /// <summary>All points of a record: each once, exactly one of each kind primary.</summary>
    /// <param name="given">As given, in order.</param>
    /// <param name="country">See <see cref="PhoneText.Normalize"/>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<ContactPoint> Normalize(IReadOnlyList<ContactPointInput> given, string? country, Problems problems)
    {
        if (given.Count > MaxPoints)
        {
            problems.Add("contactPoints", $"A record has at most {MaxPoints}, {given.Count} were given.");
            return [];
        }
        var points = new List<ContactPoint>(given.Count);
        for (var index = 0; index < given.Count; index++)
        {
            if (One(given[index], country, $"contactPoints[{index}]", problems) is not { } point)
                continue;
            var same = points.FindIndex(other => other.Kind == point.Kind && other.Normalized == point.Normalized);
            if (same < 0)
                points.Add(point);
            else if (point.IsPrimary)
                points[same] = points[same] with { IsPrimary = true };
        }
        foreach (var kind in Enum.GetValues<ContactPointKind>())
        {
            var primary = points.Count(point => point.Kind == kind && point.IsPrimary);
            if (primary > 1)
                problems.Add("contactPoints", $"One {Word(kind)} is the primary one; {primary} were marked.");
        }
        return WithPrimaries(points);
    }

    /// <summary>Replaces the primary point of a kind; null takes it away, and the next one of the kind becomes the primary one.</summary>
    public static IReadOnlyList<ContactPoint> ReplacePrimary(
        IReadOnlyList<ContactPoint> points,
        ContactPointKind kind,
        string? value,
        string? country,
        Problems problems
    )
    {
        var others = points.Where(point => point.Kind != kind || !point.IsPrimary).ToList();
        if (value is null)
            return WithPrimaries(others);
        if (One(new ContactPointInput(kind, value, IsPrimary: true), country, Word(kind), problems) is not { } point)
            return points;
        var primary = points.FirstOrDefault(other => other.Kind == kind && other.IsPrimary);
        if (primary?.Normalized == point.Normalized)
            return points;
        // An address that the record has already becomes the primary one, and none is lost by that.
        var known = others.FindIndex(other => other.Kind == kind && other.Normalized == point.Normalized);
        if (known >= 0)
            return [.. points.Select(other => other.Kind == kind ? other with { IsPrimary = other.Normalized == point.Normalized } : other)];
        var at = primary is null ? others.Count : Enumerable.Range(0, points.Count).First(index => points[index] == primary);
        others.Insert(at, point with { Label = primary?.Label });
        return others;
    }

    /// <summary>The points with further ones; those that are there already stay as they are.</summary>
    public static IReadOnlyList<ContactPoint> With(
        IReadOnlyList<ContactPoint> points,
        IEnumerable<ContactPointInput> further,
        string? country,
        Problems problems
    )
    {
        var all = points.ToList();
        foreach (var given in further)
            if (
                One(given, country, Word(given.Kind), problems) is { } point
                && !all.Exists(other => other.Kind == point.Kind && other.Normalized == point.Normalized)
            )
                all.Add(point);
        if (all.Count > MaxPoints)
            problems.Add("contactPoints", $"A record can have at most {MaxPoints}, would have {all.Count}.");
        return WithPrimaries(all);
    }

    private static ContactPoint? One(ContactPointInput given, string? country, string field, Problems problems)
    {
        var (normalized, whyNot) = given.Kind == ContactPointKind.Email ? EmailAddress.Normalize(given.Value) : PhoneText.Normalize(given.Value, country);
        if (whyNot is not null)
            problems.Add(field, whyNot);
        if (given.Label is { Length: > 50 })
            problems.Add(field, $"The label must have at most 50 characters, had {given.Label.Length}.");
        return normalized is null
            ? null
            : new ContactPoint(given.Kind, PlainText.Visible(given.Value), normalized, given.IsPrimary)
            {
                Label = string.IsNullOrWhiteSpace(given.Label) ? null : PlainText.Normalize(given.Label),
            };
    }

    private static List<ContactPoint> WithPrimaries(List<ContactPoint> points)
    {
        foreach (var kind in Enum.GetValues<ContactPointKind>())
        {
            var first = points.FindIndex(point => point.Kind == kind);
            if (first >= 0 && !points.Any(point => point.Kind == kind && point.IsPrimary))
                points[first] = points[first] with { IsPrimary = true };
        }
        return points;
    }

    private static string Word(ContactPointKind kind) => kind == ContactPointKind.Email ? "email" : "phone";
}
