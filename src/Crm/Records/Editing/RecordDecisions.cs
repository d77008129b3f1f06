using System.Globalization;
using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>
/// Decides what is written when records are created, changed, moved, deleted, restored: the row, its audit row, its event and its timeline entries. Looks only at what was
/// loaded and asks no store, so that an import decides thousands into one set. Every wrong field of an input is named at once.
/// </summary>
/// <param name="rules">What the tenant has set.</param>
/// <param name="known">Records that the decisions refer to; what they make is added.</param>
/// <param name="work">Who, when, and where the changes go.</param>
internal sealed partial class RecordDecisions(RecordRules rules, KnownRecords known, Work work)
{
    /// <summary>A new record.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: a reference is taken.</exception>
    public CrmRecord Create(RecordType type, RecordInput input) => Create(input, Blank(type, new RecordId(work.NewId())));

    private CrmRecord Create(RecordInput input, CrmRecord blank)
    {
        var type = blank.Type;
        var edit = new RecordEdit(rules, known, blank);
        edit.Write(input);
        CheckReferences(type, null, input.References, edit.Problems);
        var visits = CheckedHistory(edit.Record, input.StageHistory, edit.Problems);
        if (edit.Problems.Count > 0)
            throw CrmException.Invalid(edit.Problems);

        var record = edit.Record is Deal deal ? Entered(deal, null, visits) : edit.Record;
        work.Changes.Insert(record);
        known.Add(record);
        AddReferences(record, input.References);
        if (!work.Origin.IsHistory)
            work.Audit(record.Ref.ToString(), null, RecordDiff.ValuesOf(record));
        work.Publish("record.created", record.Ref, new { revision = record.Revision });
        Lifecycle(record, "created");
        if (record is Deal entered)
            WriteVisits(entered, null, visits);
        return record;
    }

    /// <summary>A changed record; the very same one where the input changes nothing, and then nothing is written.</summary>
    /// <param name="before">The record as it is stored.</param>
    /// <param name="input">What changes.</param>
    /// <param name="recent">The entries, in all timelines, of the author's field changes of the last ten minutes, which this edit joins; empty: it stands by itself.</param>
    /// <exception cref="CrmException">Invalid: names every wrong field. Refused: the record is deleted, or a reference is taken.</exception>
    public CrmRecord Change(CrmRecord before, RecordInput input, IReadOnlyList<TimelineEntry>? recent = null)
    {
        RequireLiving(before);
        var edit = new RecordEdit(rules, known, before);
        edit.Write(input);
        CheckReferences(before.Type, before.Id, input.References, edit.Problems);
        var isMoved = before is Deal was && edit.Record is Deal now && (was.Stage != now.Stage || was.Pipeline != now.Pipeline);
        var visits = isMoved ? CheckedHistory(edit.Record, input.StageHistory, edit.Problems) : null;
        if (isMoved)
            CheckLoss((Deal)edit.Record, edit.Problems);
        if (edit.Problems.Count > 0)
            throw CrmException.Invalid(edit.Problems);

        var added = AddReferences(before, input.References);
        var after = isMoved ? Entered((Deal)edit.Record, (Deal)before, visits) : edit.Record;
        var changed = RecordDiff.Between(before, after);
        if (changed.Count == 0)
        {
            if (added.Count > 0)
            {
                work.Audit(before.Ref.ToString(), null, new { references = added });
                work.Publish("record.updated", before.Ref, new { revision = before.Revision, references = added });
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
        work.Publish("record.updated", after.Ref, new { revision = after.Revision, changed = changed.Select(change => change.Key) });
        if (isMoved)
            WriteVisits((Deal)after, (Deal)before, visits);
        FieldChange(after, [.. changed.Where(change => !isMoved || !MovedFields.Contains(change.Key))], recent ?? []);
        return after;
    }

    /// <summary>A deal in another stage; the very same one where it stands there already.</summary>
    /// <param name="before">The deal as it is stored.</param>
    /// <param name="stage">Key or name of a stage of its pipeline.</param>
    /// <param name="lossReason">Why it was lost; required where the stage says so.</param>
    /// <exception cref="CrmException">Invalid: the pipeline has no such stage (its stages are named), or a lost deal has no reason. Refused: the deal is deleted.</exception>
    public Deal Move(Deal before, string stage, string? lossReason = null)
    {
        var fields = new Dictionary<string, string?> { ["stage"] = stage };
        if (!string.IsNullOrWhiteSpace(lossReason))
            fields["loss_reason"] = lossReason;
        return (Deal)Change(before, new RecordInput { Fields = fields });
    }

    /// <summary>A deleted record; the very same one where it is deleted already.</summary>
    public CrmRecord Delete(CrmRecord before)
    {
        if (before.DeletedAt is not null)
            return before;
        var after = before with { DeletedAt = work.Now, UpdatedAt = work.Now, Revision = before.Revision + 1 };
        return Lived(after, "deleted", new { deletedAt = (DateTimeOffset?)null }, new { deletedAt = after.DeletedAt });
    }

    /// <summary>A restored record; the very same one where it lives.</summary>
    public CrmRecord Restore(CrmRecord before)
    {
        if (before.DeletedAt is null)
            return before;
        var after = before with { DeletedAt = null, UpdatedAt = work.Now, Revision = before.Revision + 1 };
        return Lived(after, "restored", new { deletedAt = before.DeletedAt }, new { deletedAt = (DateTimeOffset?)null });
    }

    private static void RequireLiving(CrmRecord record)
    {
        if (record.DeletedAt is not null)
            throw CrmException.Refused("deleted", $"The {TypeWord(record.Type)} {record.Id} is deleted; restore it first.");
    }

    private CrmRecord Lived(CrmRecord after, string what, object before, object changed)
    {
        work.Changes.Update(after);
        known.Add(after);
        work.Audit(after.Ref.ToString(), before, changed);
        work.Publish($"record.{what}", after.Ref, new { revision = after.Revision });
        Lifecycle(after, what);
        return after;
    }

    private CrmRecord Blank(RecordType type, RecordId id)
    {
        var (tenant, now) = (work.Tenant, work.Now);
        switch (type)
        {
            case RecordType.Lead:
                return new Lead
                {
                    Tenant = tenant,
                    Id = id,
                    Name = "",
                    CreatedAt = now,
                    UpdatedAt = now,
                    Revision = 1,
                };
            case RecordType.Contact:
                return new Contact
                {
                    Tenant = tenant,
                    Id = id,
                    Name = "",
                    CreatedAt = now,
                    UpdatedAt = now,
                    Revision = 1,
                };
            case RecordType.Company:
                return new Company
                {
                    Tenant = tenant,
                    Id = id,
                    Name = "",
                    CreatedAt = now,
                    UpdatedAt = now,
                    Revision = 1,
                };
            default:
                var pipeline =
                    rules.Pipelines.Count > 0
                        ? rules.Pipelines[0]
                        : throw CrmException.Refused("no-pipeline", "There is no pipeline for deals yet; define one.");
                return new Deal
                {
                    Tenant = tenant,
                    Id = id,
                    Name = "",
                    Pipeline = pipeline.Key,
                    Stage = pipeline.Stages[0].Key,
                    StageSince = now,
                    CreatedAt = now,
                    UpdatedAt = now,
                    Revision = 1,
                };
        }
    }

    private void CheckReferences(RecordType type, RecordId? own, IReadOnlyList<ExternalId> references, List<Problem> problems)
    {
        foreach (var reference in references)
        {
            if (string.IsNullOrWhiteSpace(reference.System) || reference.System.Length > 100)
                problems.Add(new Problem("references", "The system of a reference must have 1–100 characters."));
            else if (string.IsNullOrWhiteSpace(reference.Value) || reference.Value.Length > 200)
                problems.Add(new Problem("references", "The id of a reference must have 1–200 characters."));
            else if (known.Find(type, Normal(reference)) is { } holder && holder != own)
                throw CrmException.Refused("reference-taken", $"Another {TypeWord(type)} has this reference in the system {Normal(reference).System} already.");
        }
    }

    private List<string> AddReferences(CrmRecord record, IReadOnlyList<ExternalId> references)
    {
        var added = new List<string>();
        foreach (var given in references.Select(Normal).Where(reference => known.Find(record.Type, reference) is null))
        {
            var row = new ExternalReference
            {
                Tenant = work.Tenant,
                System = given.System,
                RecordType = record.Type,
                Value = given.Value,
                Record = record.Id,
            };
            work.Changes.Insert(row);
            known.Add(row);
            added.Add($"{given.System}:{given.Value}");
        }
        return added;
    }

    /// <summary>A reference as it is stored and compared.</summary>
    internal static ExternalId Normal(ExternalId reference) => new(reference.System.Trim().ToLowerInvariant(), reference.Value.Trim());

    internal static string TypeWord(RecordType type) => CultureInfo.InvariantCulture.TextInfo.ToLower(type.ToString());
}
