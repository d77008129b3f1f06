using System.Globalization;
using Crm.Records;
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
    private readonly ImportDirectory directory;
    private readonly HashSet<string> dateFields;
    private readonly DateTimeZone zone;
    private readonly EarlierRows<RecordId> earlier = new();
    private readonly Dictionary<RecordId, (long Line, string Parent, RowFate Fate)> parents = [];

    private RecordImport(Work work, ImportMapping mapping, ImportTally tally, RecordRules rules)
    {
        (this.work, this.mapping, this.tally, this.rules) = (work, mapping, tally, rules);
        directory = new ImportDirectory(work.Stores.Records, rules, work.Access, mapping.System);
        dateFields = new HashSet<string>(
            rules.CustomFieldsOf(Type).Where(field => field.Kind == CustomFieldKind.Date).Select(field => field.Key).Concat(["expected_close", "closed_on"]),
            StringComparer.OrdinalIgnoreCase
        );
        zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(mapping.Zone ?? rules.Tenant.Zone) ?? DateTimeZone.Utc;
    }

    private RecordType Type => mapping.RecordType!.Value;

    /// <summary>Opens the tenant's rules.</summary>
    public static async Task<RecordImport> OpenAsync(Work work, ImportMapping mapping, ImportTally tally, CancellationToken cancellationToken) =>
        new(work, mapping, tally, await RecordRules.LoadAsync(work.Stores, work.Tenant, cancellationToken));

    /// <inheritdoc/>
    public async Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper, CancellationToken cancellationToken)
    {
        await directory.LoadAsync(Type, rows, cancellationToken);
        var portion = new Portion(changes => new RecordDecisions(rules, directory.Known, Scope(changes)));
        var moved = new List<(CrmRecord Before, CrmRecord After)>();
        foreach (var row in rows)
        {
            try
            {
                Take(row, mapper, portion, moved);
            }
            catch (CrmException exception)
            {
                tally.Refuse(row.Line, exception);
            }
        }
        if (tally.HasProblems)
            return;
        foreach (var changes in portion.Changes)
            await work.Stores.ApplyAsync(changes, cancellationToken);
        foreach (var (before, after) in moved)
            await work.RelinkAsync(before, after, cancellationToken);
    }

    /// <summary>Parents may stand anywhere in the file, so they are linked when all companies are there.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var portion in parents.Chunk(500))
        {
            var rows = portion.Select(link => new MappedRow(link.Value.Line, new Dictionary<string, string> { ["company"] = link.Value.Parent }, [])).ToList();
            await directory.LoadAsync(RecordType.Contact, rows, cancellationToken);
            var changes = new ChangeSet();
            var decisions = new RecordDecisions(rules, directory.Known, Scope(changes));
            foreach (var (id, (line, parent, fate)) in portion)
            {
                try
                {
                    var before = directory.Known.Find(id)!;
                    var wanted = new Dictionary<string, string?> { ["parent"] = directory.Company("parent", parent).ToString() };
                    if (decisions.Change(before, new RecordInput { Fields = wanted }).Revision != before.Revision && fate == RowFate.Same)
                        tally.CountAsChanged(line);
                }
                catch (CrmException exception)
                {
                    tally.Refuse(line, exception);
                }
            }
            if (!tally.HasProblems && !changes.IsEmpty)
                await work.Stores.ApplyAsync(changes, cancellationToken);
        }
    }

    private void Take(MappedRow row, RowMapper mapper, Portion portion, List<(CrmRecord Before, CrmRecord After)> moved)
    {
        var before = directory.Find(Type, row[Reference], row["email"], row["name"]);
        var input = InputOf(row, mapper, before);
        if (before is null)
        {
            var created = portion.DecisionsOn(null).Create(Type, input);
            portion.Wrote(created.Id);
            directory.Add(created, row[Reference]);
            earlier.Take(created.Id, row);
            Taken(row, created, RowFate.New);
            return;
        }
        var after = portion.DecisionsOn(before.Id).Change(before, input);
        if (after.Revision != before.Revision)
            portion.Wrote(after.Id);
        directory.Add(after, row[Reference]);
        if (after.Revision != before.Revision && LinksOf(before) != LinksOf(after))
            moved.Add((before, after));
        Taken(row, after, after.Revision == before.Revision ? RowFate.Same : RowFate.Changed);
    }

    private void Taken(MappedRow row, CrmRecord record, RowFate fate)
    {
        tally.Count(row.Line, fate);
        if (Type == RecordType.Company && row["parent"] is { } parent)
            parents.TryAdd(record.Id, (row.Line, parent, fate));
    }

    private RecordInput InputOf(MappedRow row, RowMapper mapper, CrmRecord? before)
    {
        var fields = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<Problem>();
        foreach (var (field, value) in row.Fields)
        {
            if (field.Equals(Reference, StringComparison.OrdinalIgnoreCase) || IsParent(field))
                continue;
            try
            {
                if (ValueOf(row.Line, field, value, mapper) is { } found)
                    fields[field] = found;
            }
            catch (CrmException exception) when (exception.Error is CrmError.Invalid invalid)
            {
                problems.AddRange(invalid.Problems);
            }
        }
        var visits = VisitsOf(row, mapper, problems);
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
        if (before is not null)
        {
            KeepName(row, before, fields);
            KeepEarlier(row, before, fields);
        }
        return new RecordInput
        {
            Fields = fields,
            References = row[Reference] is { } id ? [new ExternalId(mapping.System, id)] : [],
            StageHistory = visits.Count > 0 ? visits : null,
        };
    }

    /// <summary>Parents are linked at the end.</summary>
    private bool IsParent(string field) => Type == RecordType.Company && field.Equals("parent", StringComparison.OrdinalIgnoreCase);

    private string? ValueOf(long line, string field, string value, RowMapper mapper)
    {
        if (dateFields.Contains(field))
            return mapper.Date(field, value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (field.Equals("owner", StringComparison.OrdinalIgnoreCase))
            return directory.Member(value).ToString();
        if (field.Equals("company", StringComparison.OrdinalIgnoreCase) && Type != RecordType.Lead)
            return directory.Company(field, value).ToString();
        if (field.Equals("contact", StringComparison.OrdinalIgnoreCase) && Type == RecordType.Deal)
            return directory.Contact(value).ToString();
        var choice = rules
            .CustomFieldsOf(Type)
            .FirstOrDefault(known => known.Kind == CustomFieldKind.Choice && known.Key.Equals(field, StringComparison.OrdinalIgnoreCase));
        if (choice is null || choice.AllowedValues.Contains(value, StringComparer.OrdinalIgnoreCase))
            return value;
        tally.Warn(
            line,
            field,
            $"'{value}' is none of the allowed values ({string.Join(", ", choice.AllowedValues)}); the field was left as it is. Add the value, or translate it under 'values:' of the mapping."
        );
        return null;
    }

    private List<StageVisit> VisitsOf(MappedRow row, RowMapper mapper, List<Problem> problems)
    {
        var visits = new List<StageVisit>(row.Visits.Count);
        foreach (var (stage, column, on) in row.Visits)
        {
            try
            {
                var date = mapper.Date(column, on);
                var start = zone.AtStartOfDay(new LocalDate(date.Year, date.Month, date.Day)).ToDateTimeOffset().ToUniversalTime();
                visits.Add(new StageVisit(stage, start));
            }
            catch (CrmException exception) when (exception.Error is CrmError.Invalid invalid)
            {
                problems.AddRange(invalid.Problems);
            }
        }
        return visits;
    }

    /// <summary>Who was found by the address alone keeps the name that stands here: the address may be shared, and the file may be wrong.</summary>
    private void KeepName(MappedRow row, CrmRecord before, Dictionary<string, string?> fields)
    {
        if (Type is not (RecordType.Contact or RecordType.Lead) || row[Reference] is not null)
            return;
        var name = row["name"] ?? string.Join(' ', new[] { row["first_name"], row["last_name"] }.OfType<string>());
        if (name.Length == 0 || string.Equals(name, before.Name, StringComparison.OrdinalIgnoreCase))
            return;
        tally.Warn(row.Line, "name", $"'{name}' has the email address of '{before.Name}'; taken as the same person, whose name was left as it is.");
        fields.Remove("name");
        fields.Remove("first_name");
        fields.Remove("last_name");
    }

    /// <summary>What an earlier row of the file said about the same record stays; a row may only add to it.</summary>
    private void KeepEarlier(MappedRow row, CrmRecord before, Dictionary<string, string?> fields)
    {
        if (earlier.Take(before.Id, row) is not { } former)
            return;
        var contradictions = EarlierRows<RecordId>.Contradictions(former, row).Where(field => fields.ContainsKey(field) || IsParent(field)).ToList();
        if (contradictions.Count > 0 && row[Reference] is { } reference)
            throw EarlierRows<RecordId>.Contradicts(Reference, reference, former, contradictions);
        foreach (var field in contradictions)
            tally.Warn(
                row.Line,
                field,
                $"'{row[field]}' contradicts line {former.Line}, which is about the same {RecordDecisions.TypeWord(Type)}; what that line says was kept."
            );
        foreach (var field in former.Fields.Keys)
            fields.Remove(field);
    }

    private Work Scope(ChangeSet changes) => work.Into(changes).With(work.Origin with { Action = "import", IsHistory = true, IsPublished = false });

    private static (RecordId? Company, RecordId? Contact) LinksOf(CrmRecord record) =>
        record switch
        {
            Contact contact => (contact.Company, null),
            Deal deal => (deal.Company, deal.Contact),
            _ => default,
        };

    /// <summary>The changes of a portion. A change set writes a row once, so a record that stands in the portion again is changed by the next set.</summary>
    private sealed class Portion(Func<ChangeSet, RecordDecisions> decide)
    {
        private readonly List<(ChangeSet Changes, RecordDecisions Decisions)> sets = [];
        private readonly Dictionary<RecordId, int> writes = [];

        /// <summary>What is to be applied, in order.</summary>
        public IEnumerable<ChangeSet> Changes => sets.Select(set => set.Changes).Where(changes => !changes.IsEmpty);

        /// <summary>Where changes of a record go; null for a new one.</summary>
        public RecordDecisions DecisionsOn(RecordId? record)
        {
            var set = record is { } id ? writes.GetValueOrDefault(id) : 0;
            while (sets.Count <= set)
            {
                var changes = new ChangeSet();
                sets.Add((changes, decide(changes)));
            }
            return sets[set].Decisions;
        }

        /// <summary>A record was written to the set that it was given.</summary>
        public void Wrote(RecordId record) => writes[record] = writes.GetValueOrDefault(record) + 1;
    }
}
