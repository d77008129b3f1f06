using Crm.Records.Editing;
using NodaTime;

namespace Crm.Import;

/// <summary>Rows become records: found by reference, else (contacts, leads) by email address or (companies) by name, and created or changed; set-based, a portion at a time.</summary>
internal sealed class RecordImport : IImportTarget
{
    private const string Reference = "reference";
    private readonly Work work;
    private readonly ImportMapping mapping;
    private readonly ImportTally tally;
    private readonly RecordRules rules;
    private readonly ImportLookup lookup;
    private readonly IRecordFollower follower;
    private readonly HashSet<string> dateFields;
    private readonly HashSet<string> numberFields;
    private readonly DateTimeZone zone;
    private readonly RowHistory<RecordId> earlier = new();
    private readonly Dictionary<RecordId, (long Line, string Parent, RowResult Result)> parents = [];

    private RecordImport(Work work, ImportMapping mapping, ImportTally tally, RecordRules rules, IRecordFollower follower)
    {
        (this.work, this.mapping, this.tally, this.rules, this.follower) = (work, mapping, tally, rules, follower);
        lookup = new ImportLookup(work, rules, mapping.System);
        dateFields = FieldsOf(CustomFieldKind.Date, "expected_close", "closed_on");
        numberFields = FieldsOf(CustomFieldKind.Number, "amount");
        zone = Zones.RulesOrUtc(mapping.Zone ?? rules.Tenant.Zone);
    }

    private RecordType Type => mapping.RecordType!.Value;

    /// <summary>Opens the tenant's rules.</summary>
    public static async Task<RecordImport> OpenAsync(Work work, ImportMapping mapping, ImportTally tally, IRecordFollower follower) =>
        new(work, mapping, tally, await RecordRules.LoadAsync(work), follower);

    /// <inheritdoc/>
    public async Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper)
    {
        await lookup.LoadAsync(Type, rows);
        var changes = new ChangeSet();
        var decisions = DecisionsInto(changes);
        var changed = new List<RecordChange>();
        foreach (var row in rows)
            tally.Attempt(row.Line, () => Take(row, mapper, decisions, changed));
        if (tally.HasProblems)
            return;
        // What follows from a change happens now and is no history: enrollments tell of it as they do at any other door.
        if (changed.Count > 0)
            await follower.FollowAsync(work.Into(changes), changed);
        if (!changes.IsEmpty)
            await work.Stores.ApplyAsync(changes, work.Cancellation);
        foreach (var (before, after) in changed)
            await work.RelinkAsync(before, after);
    }

    /// <summary>Parents may stand anywhere in the file, so they are linked when all companies are there.</summary>
    public async Task FinishAsync()
    {
        foreach (var portion in parents.Chunk(500))
        {
            var rows = portion.Select(link => new MappedRow(link.Value.Line, new Dictionary<string, string> { ["company"] = link.Value.Parent }, [])).ToList();
            await lookup.LoadAsync(RecordType.Contact, rows);
            var changes = new ChangeSet();
            var decisions = DecisionsInto(changes);
            foreach (var (id, (line, parent, result)) in portion)
                tally.Attempt(
                    line,
                    () =>
                    {
                        var before = lookup.Known.Find(id)!;
                        var wanted = new Dictionary<string, FieldValue?> { ["parent"] = lookup.Company("parent", parent) };
                        if (decisions.Change(before, new RecordInput { Fields = wanted }).Revision != before.Revision && result == RowResult.Same)
                            tally.CountAsChanged(line);
                    }
                );
            if (!tally.HasProblems && !changes.IsEmpty)
                await work.Stores.ApplyAsync(changes, work.Cancellation);
        }
    }

    private void Take(MappedRow row, RowMapper mapper, RecordDecisions decisions, List<RecordChange> changed)
    {
        var before = lookup.Find(Type, row);
        var keyless = lookup.KeylessId(Type, row);
        if (before is not null && keyless is not null)
        {
            KnowAgain(row, before);
            return;
        }
        var input = InputOf(row, mapper, before);
        if (before is null)
        {
            if (row[Reference] is not null && lookup.HoldersOf(Type, row) is [var holder, ..])
                tally.Warn(
                    row.Line,
                    "email",
                    $"The {Type.Word()} {holder} also has this email address; the row created a new one, because its reference is new."
                );
            var created = decisions.Create(input, keyless is { } id ? decisions.Blank(Type) with { Id = id } : decisions.Blank(Type));
            lookup.Add(created, row[Reference]);
            earlier.Take(created.Id, row);
            Taken(row, created, RowResult.New);
            return;
        }
        var after = decisions.Change(before, input);
        lookup.Add(after, row[Reference]);
        if (after.Revision != before.Revision)
            changed.Add(new RecordChange(before, after));
        Taken(row, after, after.Revision == before.Revision ? RowResult.Same : RowResult.Changed);
    }

    /// <summary>A row that made a record before and has no key but all its values: it has nothing to change in it.</summary>
    private void KnowAgain(MappedRow row, CrmRecord before)
    {
        if (earlier.Take(before.Id, row) is { } former)
            tally.Warn(
                row.Line,
                "",
                $"It is identical to line {former.Line}, and nothing tells the two apart; they were treated as one {Type.Word()}. If they are two, give them references."
            );
        else if (before.DeletedAt is not null)
            tally.Warn(
                row.Line,
                "",
                $"The {Type.Word()} {before.Id} that this row once created is deleted, and stays deleted. Restore it, or leave the row out."
            );
        tally.Count(row.Line, RowResult.Same);
    }

    private void Taken(MappedRow row, CrmRecord record, RowResult result)
    {
        tally.Count(row.Line, result);
        if (Type == RecordType.Company && row["parent"] is { } parent)
            parents.TryAdd(record.Id, (row.Line, parent, result));
    }

    private RecordInput InputOf(MappedRow row, RowMapper mapper, CrmRecord? before)
    {
        var fields = new Dictionary<string, FieldValue?>(StringComparer.OrdinalIgnoreCase);
        var problems = new Problems();
        foreach (var (field, value) in row.Fields.Where(field => !field.Key.Equals(Reference, StringComparison.OrdinalIgnoreCase) && !IsParent(field.Key)))
            problems.Attempt(() =>
            {
                if (ValueOf(row.Line, field, value, mapper) is { } found)
                    fields[field] = found;
            });
        var visits = new List<StageVisit>(row.Visits.Count);
        foreach (var visit in row.Visits)
            problems.Attempt(() => visits.Add(VisitOf(visit, mapper)));
        problems.ThrowIfInvalid();
        if (before is not null)
        {
            KeepName(row, before, fields);
            KeepEarlier(row, before, fields);
        }
        return new RecordInput
        {
            Fields = fields,
            References = row[Reference] is { } id ? [new ExternalId(mapping.System, Whole(id))] : [],
            Further =
            [
                .. row.Further.Select(value => new ContactPointInput(
                    value.Field.Equals("email", StringComparison.OrdinalIgnoreCase) ? ContactPointKind.Email : ContactPointKind.Phone,
                    value.Value
                )),
            ],
            StageHistory = visits.Count > 0 ? visits : null,
        };
    }

    /// <summary>Parents are linked at the end.</summary>
    private bool IsParent(string field) => Type == RecordType.Company && field.Equals("parent", StringComparison.OrdinalIgnoreCase);

    private FieldValue? ValueOf(long line, string field, string value, RowMapper mapper)
    {
        if (dateFields.Contains(field))
            return Day(line, field, value, mapper);
        if (numberFields.Contains(field))
            return mapper.Numbers.Number(field, value);
        if (field.Equals("owner", StringComparison.OrdinalIgnoreCase))
            return lookup.Member("owner", value);
        if (field.Equals("company", StringComparison.OrdinalIgnoreCase) && Type != RecordType.Lead)
            return lookup.Company(field, value);
        if (field.Equals("contact", StringComparison.OrdinalIgnoreCase) && Type == RecordType.Deal)
            return lookup.Contact(value);
        var choice = rules
            .CustomFieldsOf(Type)
            .FirstOrDefault(known => known.Kind == CustomFieldKind.Choice && known.Key.Equals(field, StringComparison.OrdinalIgnoreCase));
        if (choice is null && NumberText.IsShortened(value) && !field.Equals("phone", StringComparison.OrdinalIgnoreCase))
            tally.Warn(line, field, $"{NumberText.WhySpreadsheet(value)} It was kept as it is.");
        if (choice is null || choice.AllowedValues.Contains(value, StringComparer.OrdinalIgnoreCase))
            return value;
        tally.Warn(
            line,
            field,
            $"'{value}' is not one of the allowed values ({string.Join(", ", choice.AllowedValues)}); the field was left unchanged. Add the value, or map it under 'values:' of the mapping."
        );
        return null;
    }

    private DateOnly Day(long line, string field, string value, RowMapper mapper)
    {
        var day = mapper.Date(field, value);
        if (PlausibleDates.IsDoubtful(day))
            tally.WarnOfDay(line, field, value);
        return PlausibleDates.WhyEmpty(day) is { } whyNot
            ? throw CrmException.Invalid(field, $"{whyNot} If it means 'no date' throughout the file, list '{value}' under 'empty:'.")
            : day;
    }

    /// <summary>Ids that a spreadsheet shortened are one and the same for many rows.</summary>
    private static string Whole(string reference) =>
        NumberText.IsShortened(reference) ? throw CrmException.Invalid(Reference, NumberText.WhySpreadsheet(reference)!) : reference;

    private HashSet<string> FieldsOf(CustomFieldKind kind, params IEnumerable<string> standard) =>
        new(rules.CustomFieldsOf(Type).Where(field => field.Kind == kind).Select(field => field.Key).Concat(standard), StringComparer.OrdinalIgnoreCase);

    private StageVisit VisitOf(MappedVisit visit, RowMapper mapper)
    {
        var day = mapper.Date(visit.Column, visit.On);
        if (PlausibleDates.WhyNot(day) is { } whyNot)
            throw CrmException.Invalid(visit.Column, whyNot);
        var start = zone.AtStartOfDay(LocalDate.FromDateOnly(day));
        return new StageVisit(visit.Stage, start.ToDateTimeOffset().ToUniversalTime());
    }

    /// <summary>Who was found by the address alone keeps the name that stands here: the address may be shared, and the file may be wrong.</summary>
    private void KeepName(MappedRow row, CrmRecord before, Dictionary<string, FieldValue?> fields)
    {
        if (Type is not (RecordType.Contact or RecordType.Lead) || row[Reference] is not null)
            return;
        var name = row["name"] ?? string.Join(' ', new[] { row["first_name"], row["last_name"] }.OfType<string>());
        if (name.Length == 0 || PlainText.Key(name) == PlainText.Key(before.Name))
            return;
        tally.Warn(row.Line, "name", $"'{name}' has the email address of '{before.Name}'; treated as the same person, whose name was left unchanged.");
        fields.Remove("name");
        fields.Remove("first_name");
        fields.Remove("last_name");
    }

    /// <summary>What an earlier row of the file said about the same record stays; a row may only add to it.</summary>
    private void KeepEarlier(MappedRow row, CrmRecord before, Dictionary<string, FieldValue?> fields)
    {
        if (earlier.Take(before.Id, row) is not { } former)
            return;
        var contradictions = RowHistory<RecordId>.Contradictions(former, row).Where(field => fields.ContainsKey(field) || IsParent(field)).ToList();
        if (contradictions.Count > 0 && row[Reference] is { } reference)
            throw RowHistory<RecordId>.Contradicts(Reference, reference, former, contradictions);
        foreach (var field in contradictions)
            tally.Warn(row.Line, field, $"'{row[field]}' contradicts line {former.Line}, which is about the same {Type.Word()}; what that line says was kept.");
        foreach (var field in former.Fields.Keys)
            fields.Remove(field);
    }

    private RecordDecisions DecisionsInto(ChangeSet changes) =>
        new(rules, lookup.Known, work.Into(changes).With(work.Origin with { Action = "file.import", IsHistory = true, IsPublished = false }));
}
