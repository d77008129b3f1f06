using System.Text.Json;
using Crm.Audit;

namespace Crm.Records.Editing;

/// <summary>A change of many records as one batch: each is decided by itself, and one that cannot be changed does not hold up the others.</summary>
internal sealed class BulkChange
{
    /// <summary>Records at most.</summary>
    public const int Max = 1_000;

    private readonly Work work;
    private readonly List<Refusal> refused = [];
    private readonly List<RecordChange> changes = [];

    private BulkChange(Work work, RecordDecisions decisions, IReadOnlyList<CrmRecord> records) => (this.work, Decisions, Records) = (work, decisions, records);

    /// <summary>Decides about the records.</summary>
    public RecordDecisions Decisions { get; }

    /// <summary>The records, found and for the caller to see.</summary>
    public IReadOnlyList<CrmRecord> Records { get; }

    /// <summary>Finds the records with four reads; those that are unknown or not for the caller to see are refused.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="wanted">The records; one that is named twice counts once.</param>
    /// <param name="isForAll">Whether the caller may reach records out of sight: those of a batch of the caller's own.</param>
    /// <exception cref="CrmException">Invalid: there are none, or too many.</exception>
    public static async Task<BulkChange> OpenAsync(Work work, IReadOnlyList<RecordRef> wanted, bool isForAll = false)
    {
        if (wanted.Count is 0 or > Max)
            throw CrmException.Invalid("records", $"It must name 1–{Max} records, named {wanted.Count}.");
        var stored = (await work.Stores.Records.GetAsync([.. wanted.Select(record => record.Id).Distinct()], work.Cancellation)).ToDictionary(record =>
            record.Id
        );
        var found = new List<CrmRecord>();
        var missing = new List<RecordRef>();
        foreach (var record in wanted.Distinct())
            if (stored.TryGetValue(record.Id, out var one) && one.Type == record.Type && (isForAll || work.Access.Sees(one.Owner)))
                found.Add(one);
            else
                missing.Add(record);
        var contacts = found.OfType<Contact>().Select(contact => contact.Id).ToList();
        var deals = contacts.Count == 0 ? [] : await work.Stores.Records.GetRelatedAsync(contacts, RecordType.Deal, work.Cancellation);
        var known = new KnownRecords([.. deals, .. found]);
        var bulk = new BulkChange(work, new RecordDecisions(await RecordRules.LoadAsync(work), known, work), found);
        bulk.refused.AddRange(missing.Select(record => Refusal.Of(record.ToString(), new CrmError.NotFound(record.Type.Word(), record.Id.ToString()))));
        return bulk;
    }

    /// <summary>Changes each record; what a decision refuses is noted.</summary>
    public void Each(IEnumerable<CrmRecord> records, Func<CrmRecord, CrmRecord> change)
    {
        foreach (var before in records)
        {
            try
            {
                if (change(before) is var after && !ReferenceEquals(after, before))
                    changes.Add(new RecordChange(before, after));
            }
            catch (CrmException exception) when (exception.Error is CrmError.Invalid or CrmError.Refused or CrmError.NotFound)
            {
                refused.Add(Refusal.Of(before.Ref.ToString(), exception.Error));
            }
        }
    }

    /// <summary>Notes that a record is not changed.</summary>
    public void Refuse(CrmRecord record, string code, string why) => refused.Add(new Refusal(record.Ref.ToString(), code, why));

    /// <summary>Tells who follows the records, and writes the batch.</summary>
    /// <param name="follower">Who follows.</param>
    /// <param name="kind">What was done, such as <c>records.assign</c>.</param>
    /// <param name="undo">What it takes to undo it, of the records as they were; null: nothing undoes it.</param>
    public async Task<BulkResult> FinishAsync(IRecordFollower follower, string kind, Func<IReadOnlyList<RecordChange>, object>? undo = null)
    {
        await follower.FollowAsync(work, changes);
        Guid? batch = null;
        if (changes.Count > 0 && undo is not null)
        {
            batch = work.NewId();
            work.Changes.Insert(
                new Batch
                {
                    Tenant = work.Tenant,
                    Id = batch.Value,
                    Kind = kind,
                    Name = $"{changes.Count} records",
                    At = work.Now,
                    Actor = work.Actor,
                    Counts = JsonSerializer.Serialize(new { changed = changes.Count, refused = refused.Count }),
                    Undo = JsonSerializer.Serialize(undo(changes), ContractJson.Options),
                }
            );
        }
        return new BulkResult(batch, [.. changes.Select(change => RecordResult.Of(change.After))], refused);
    }
}
