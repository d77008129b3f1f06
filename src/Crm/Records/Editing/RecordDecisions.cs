using Crm.Events;
using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>
/// Decides what is written when records are created, changed, moved, deleted, restored: the row, its audit row, its event and its timeline entries. Looks only at what was
/// loaded and asks no store, so that an import decides thousands into one set. Every wrong field of an input is named at once.
/// </summary>
/// <param name="rules">What the tenant has set.</param>
/// <param name="known">Records that the decisions refer to; what they make is added.</param>
/// <param name="work">Who, when, and where the changes go.</param>
internal sealed class RecordDecisions(RecordRules rules, KnownRecords known, Work work)
{
    private readonly RecordEntries entries = new(rules, known, work);
    private readonly RecordReferences references = new(known, work);

    /// <summary>What the tenant has set.</summary>
    public RecordRules Rules => rules;

    private StageMoves Stages => field ??= new StageMoves(rules, entries, work);

    /// <summary>A new record.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: a reference is taken.</exception>
    public CrmRecord Create(RecordType type, RecordInput input) => Create(input, Blank(type));

    /// <summary>A new record, made of one that has some fields already.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: a reference is taken.</exception>
    public CrmRecord Create(RecordInput input, CrmRecord blank)
    {
        var edit = new RecordEdit(rules, known, blank);
        edit.Write(input);
        references.Check(blank.Type, null, input.References, edit.Problems);
        var visits = Stages.Checked(edit.Record, input.StageHistory, edit.Problems);
        edit.Problems.ThrowIfInvalid();

        var record = edit.Record is Deal deal ? Stages.Entered(deal, null, visits) : edit.Record;
        work.Changes.Insert(record);
        known.Add(record);
        references.Add(record, input.References);
        if (!work.Origin.IsHistory)
            work.Audit(record.Ref.ToString(), null, RecordDiff.ValuesOf(record));
        if (work.Origin.IsPublished)
            work.Publish("record.created", record.Ref, new EventPayload.OfRecord(record.Revision));
        entries.Lifecycle(record, "created");
        if (record is Deal entered)
            Stages.Write(entered, null, visits);
        return record;
    }

    /// <summary>
    /// A changed record; the very same one where the input changes nothing, and then nothing is written. Joins the recent entries, in all timelines, of the author's field changes of the last ten minutes.
    /// </summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: the record is deleted, or a reference is taken.</exception>
    public CrmRecord Change(CrmRecord before, RecordInput input, IReadOnlyList<TimelineEntry>? recent = null)
    {
        RequireLiving(before);
        var edit = new RecordEdit(rules, known, before);
        edit.Write(input);
        references.Check(before.Type, before.Id, input.References, edit.Problems);
        var isMoved = before is Deal was && edit.Record is Deal now && (was.Stage != now.Stage || was.Pipeline != now.Pipeline);
        var visits = isMoved ? Stages.Checked(edit.Record, input.StageHistory, edit.Problems) : null;
        if (isMoved)
            Stages.CheckLoss((Deal)edit.Record, edit.Problems);
        edit.Problems.ThrowIfInvalid();

        var added = references.Add(before, input.References);
        var after = isMoved ? Stages.Entered((Deal)edit.Record, (Deal)before, visits) : edit.Record;
        var changed = RecordDiff.Between(before, after);
        if (changed.Count == 0)
        {
            if (added.Count > 0)
            {
                work.Audit(before.Ref.ToString(), null, new { references = added });
                work.Publish("record.updated", before.Ref, new EventPayload.OfRecordChange(before.Revision, [], added));
            }
            return before;
        }
        after = after with { UpdatedAt = work.Now, Revision = before.Revision + 1 };
        work.Changes.Update(after);
        known.Add(after);
        if (!work.Origin.IsHistory)
            work.Audit(
                after.Ref.ToString(),
                changed.ToDictionary(change => change.Key, change => change.Before),
                changed.ToDictionary(change => change.Key, change => change.After)
            );
        if (work.Origin.IsPublished)
            work.Publish("record.updated", after.Ref, new EventPayload.OfRecordChange(after.Revision, [.. changed.Select(change => change.Key)], added));
        if (isMoved)
            Stages.Write((Deal)after, (Deal)before, visits);
        entries.FieldChange(after, isMoved ? [.. changed.Where(change => !StageMoves.Fields.Contains(change.Key))] : changed, recent ?? [], input.MovesHistory);
        return after;
    }

    /// <summary>A deal in another stage; the very same one where it stands there already.</summary>
    /// <exception cref="CrmException">Invalid: the pipeline has no such stage (its stages are named), or a lost deal has no reason. Refused: the deal is deleted.</exception>
    public Deal Move(Deal before, string stage, string? lossReason = null, DateOnly? closedOn = null)
    {
        var fields = new Dictionary<string, FieldValue?> { ["stage"] = stage };
        if (!string.IsNullOrWhiteSpace(lossReason))
            fields["loss_reason"] = lossReason;
        if (closedOn is { } day)
            fields["closed_on"] = day;
        return (Deal)Change(before, new RecordInput { Fields = fields });
    }

    /// <summary>A deleted record; the very same one where it is deleted already.</summary>
    public CrmRecord Delete(CrmRecord before) => before.DeletedAt is null ? Lived(before, work.Now, "deleted") : before;

    /// <summary>A restored record; the very same one where it lives.</summary>
    public CrmRecord Restore(CrmRecord before) => before.DeletedAt is null ? before : Lived(before, null, "restored");

    /// <summary>Writes a record whose life took a turn, with its entry.</summary>
    public void Write(CrmRecord after, string what)
    {
        work.Changes.Update(after);
        known.Add(after);
        entries.Lifecycle(after, what);
    }

    /// <exception cref="CrmException">Refused: the record is deleted.</exception>
    public static void RequireLiving(CrmRecord record)
    {
        if (record.DeletedAt is not null)
            throw CrmException.Refused("deleted", $"The {record.Type.Word()} {record.Id} is deleted; restore it first.");
    }

    private CrmRecord Lived(CrmRecord before, DateTimeOffset? deletedAt, string what)
    {
        var after = before with { DeletedAt = deletedAt, UpdatedAt = work.Now, Revision = before.Revision + 1 };
        work.Audit(after.Ref.ToString(), new { deletedAt = before.DeletedAt }, new { deletedAt });
        work.Publish($"record.{what}", after.Ref, new EventPayload.OfRecord(after.Revision));
        Write(after, what);
        return after;
    }

    /// <summary>A new record without any field.</summary>
    /// <exception cref="CrmException">Refused: there is no pipeline for deals.</exception>
    public CrmRecord Blank(RecordType type)
    {
        var (tenant, id, now) = (work.Tenant, new RecordId(work.NewId()), work.Now);
        return type switch
        {
            RecordType.Lead => new Lead
            {
                Tenant = tenant,
                Id = id,
                Name = "",
                CreatedAt = now,
                UpdatedAt = now,
                Revision = 1,
            },
            RecordType.Contact => new Contact
            {
                Tenant = tenant,
                Id = id,
                Name = "",
                CreatedAt = now,
                UpdatedAt = now,
                Revision = 1,
            },
            RecordType.Company => new Company
            {
                Tenant = tenant,
                Id = id,
                Name = "",
                CreatedAt = now,
                UpdatedAt = now,
                Revision = 1,
            },
            _ => new Deal
            {
                Tenant = tenant,
                Id = id,
                Name = "",
                Pipeline = FirstPipeline.Key,
                Stage = FirstPipeline.Stages[0].Key,
                StageSince = now,
                CreatedAt = now,
                UpdatedAt = now,
                Revision = 1,
            },
        };
    }

    private Pipeline FirstPipeline =>
        rules.Pipelines.Count > 0 ? rules.Pipelines[0] : throw CrmException.Refused("no-pipeline", "No pipeline for deals exists yet; define one.");
}
