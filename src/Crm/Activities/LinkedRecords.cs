using Crm.Timeline;

namespace Crm.Activities;

/// <summary>The records that a use case names, found and seen by the caller.</summary>
/// <param name="Refs">Type and id in the order given; ids of merged records resolved.</param>
/// <param name="Links">Where their entries show besides.</param>
internal sealed record LinkedRecords(IReadOnlyList<RecordRef> Refs, TimelineLinks Links)
{
    /// <summary>Records of an activity at most.</summary>
    public const int Max = 50;

    public IReadOnlyList<RecordId> Ids => [.. Refs.Select(record => record.Id)];

    /// <summary>Finds the records, with two reads; one more for each id of a merged record.</summary>
    /// <exception cref="CrmException">Invalid: there are too many. NotFound: one is unknown, deleted, of another type or tenant, or not for the caller to see.</exception>
    public static async Task<LinkedRecords> RequireAsync(Work work, IReadOnlyList<RecordRef> wanted)
    {
        if (wanted.Count > Max)
            throw CrmException.Invalid("records", $"An activity may be linked to {Max} records at most, found {wanted.Count}.");
        if (wanted.Count == 0)
            return new LinkedRecords([], TimelineLinks.Of([]));
        var found = (await work.Stores.Records.GetAsync([.. wanted.Select(record => record.Id).Distinct()], work.Cancellation)).ToDictionary(record =>
            record.Id
        );
        var records = new Dictionary<RecordId, CrmRecord>();
        foreach (var reference in wanted)
        {
            var record = found.TryGetValue(reference.Id, out var direct)
                ? direct
                : (await work.Stores.Records.GetAsync([reference.Id], work.Cancellation)).SingleOrDefault();
            if (record is not { DeletedAt: null } || record.Type != reference.Type || !work.Access.Sees(record.Owner))
                throw CrmException.NotFound(reference.Type.Word(), reference.Id.ToString());
            records[record.Id] = record;
        }
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, records.Values, work.Cancellation);
        return new LinkedRecords([.. records.Values.Select(record => record.Ref)], links);
    }
}
