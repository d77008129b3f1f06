namespace Crm.Activities;

/// <summary>Checks whom attendees name.</summary>
internal static class Attendees
{
    /// <summary>The attendees, with the names of the contacts, leads and members that they name; one read where there are records among them.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="given">As the caller gave them.</param>
    /// <param name="before">Those that stand there already: whom these name may stay, whether the caller sees them or not.</param>
    /// <exception cref="CrmException">Invalid: a record is neither contact nor lead, or there is no such member. NotFound: a record is unknown, deleted, or not for the caller to see.</exception>
    public static async Task<IReadOnlyList<Attendee>> ResolveAsync(Work work, IReadOnlyList<Attendee> given, IReadOnlyList<Attendee>? before = null)
    {
        var known = before?.Select(attendee => attendee.Record).OfType<RecordRef>().ToHashSet() ?? [];
        var wanted = given.Select(attendee => attendee.Record).OfType<RecordRef>().Where(record => !known.Contains(record)).ToHashSet();
        Check(work, given, before);
        var found = wanted.Count == 0 ? [] : await work.Stores.Records.GetAsync([.. wanted.Select(record => record.Id)], work.Cancellation);
        var visible = found.Where(record => record.DeletedAt is null && work.Access.Sees(record.Owner)).ToDictionary(record => record.Ref);
        foreach (var record in wanted)
            if (!visible.ContainsKey(record))
                throw CrmException.NotFound(record.Type.Word(), record.Id.ToString());
        return [.. given.Select(attendee => attendee.Name is null ? attendee with { Name = NameOf(attendee) } : attendee)];

        string? NameOf(Attendee attendee) => attendee.Record is { } record ? visible.GetValueOrDefault(record)?.Name : work.Access.NameOf(attendee.Member);
    }

    private static void Check(Work work, IReadOnlyList<Attendee> given, IReadOnlyList<Attendee>? before)
    {
        var problems = new Problems();
        for (var index = 0; index < given.Count; index++)
        {
            var attendee = given[index];
            if (attendee.Record is { Type: not (RecordType.Contact or RecordType.Lead) } record)
                problems.Add($"attendees[{index}].record", $"An attendee is a contact or a lead, not a {record.Type.Word()}.");
            if (attendee.Member is { } member && !work.Access.Members.ContainsKey(member) && before?.Any(former => former.Member == member) != true)
                problems.Add($"attendees[{index}].member", $"There is no member '{member}'.");
        }
        problems.ThrowIfInvalid();
    }
}
