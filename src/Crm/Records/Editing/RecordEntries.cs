using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Writes the timeline entries of changes of records.</summary>
internal sealed class RecordEntries(RecordRules rules, KnownRecords known, Work work)
{
    /// <summary>Edits by one author within this time show as one.</summary>
    public static readonly TimeSpan JoinedWithin = TimeSpan.FromMinutes(10);

    private const int MaxShownValue = 60;
    private const int MaxChangeValue = 200;

    /// <summary>A record was created, deleted, restored or converted.</summary>
    public void Lifecycle(CrmRecord record, string what)
    {
        var line = TimelineWriter.OfChange(work, work.NewId(), TimelineKind.Lifecycle, $"{record.Type.Word()}.{what}", $"{record.Type} {what}: {record.Name}");
        Write(record, line);
    }

    /// <summary>Fields were changed; joins the recent entries of the same author's changes, and stands by itself where there are none.</summary>
    /// <param name="record">The record as it is now.</param>
    /// <param name="changed">What was changed.</param>
    /// <param name="recent">The entries to join.</param>
    /// <param name="movesHistory">Whether a former company shows nothing of it: the record was there by mistake.</param>
    public void FieldChange(CrmRecord record, IReadOnlyList<RecordDiff.FieldChange> changed, IReadOnlyList<TimelineEntry> recent, bool movesHistory)
    {
        if (changed.Count == 0)
            return;
        var keys = changed.Select(change => change.Key);
        var words = string.Join("; ", changed.Select(change => $"{Label(change.Key)}: {Shown(change.Before) ?? "–"} → {Shown(change.After) ?? "–"}"));
        List<ShownChange> changes = [.. changed.Select(change => Change(record.Type, change))];
        foreach (var entry in recent)
        {
            var all = entry.Badges.Union(keys).ToList();
            work.Changes.Update(
                entry with
                {
                    TypeKey = all.Count == 1 ? all[0] : "fields",
                    Subject = OneLine.Of(SubjectOf(all), TimelineWriter.MaxSubject)!,
                    Snippet = OneLine.Of(entry.Snippet is { } earlier ? $"{words}; {earlier}" : words, TimelineWriter.MaxSnippet),
                    Badges = all,
                    Changes = Joined(entry.Changes, changes),
                }
            );
        }
        if (recent.Count > 0)
            return;
        var line = TimelineWriter.OfChange(
            work,
            work.NewId(),
            TimelineKind.FieldChange,
            changed.Count == 1 ? changed[0].Key : "fields",
            SubjectOf([.. keys]),
            words
        );
        line = line with { Badges = [.. keys], Changes = changes };
        if (changed.FirstOrDefault(change => change.Key == "company" && record.Type != RecordType.Lead) is { } company)
            Write(record, line, company, movesHistory);
        else
            Write(record, line);
    }

    /// <summary>A change of company shows on both sides: the former one shows who left for which other, and no more; the new one shows who joined.</summary>
    private void Write(CrmRecord record, TimelineEntry line, RecordDiff.FieldChange company, bool movesHistory)
    {
        var (former, current) = ((company.Before as FieldValue.Record)?.Value, (company.After as FieldValue.Record)?.Value);
        var (from, to) = (known.Find(former)?.Name, known.Find(current)?.Name);
        Write(
            record,
            line,
            entry =>
                entry.Record == current
                    ? entry with
                    {
                        Subject = Line($"{record.Name} {(record is Deal ? "moved here" : "joined")}", from is null ? "" : $" from {from}"),
                    }
                    : entry
        );
        if (former is { } left && !movesHistory)
            work.Changes.Insert(
                line with
                {
                    Record = left,
                    Via = record.Id,
                    Subject = Line(
                        $"{record.Name} {(record is Deal ? "moved away" : "left")}",
                        to is null ? ""
                            : record is Deal ? $" to {to}"
                            : $" for {to}"
                    ),
                    Snippet = null,
                    Changes = [],
                }
            );

        static string Line(string what, string where) => OneLine.Of(what + where, TimelineWriter.MaxSubject)!;
    }

    public void StageChange(Deal deal, StageChange change)
    {
        var subject = change.From is null
            ? $"{deal.Name}: {StageName(deal, change.To)}"
            : $"{deal.Name}: {StageName(deal, change.From)} → {StageName(deal, change.To)}";
        var reason = change.To == deal.Stage ? deal.LossReason : null;
        var line = TimelineWriter.OfChange(work, change.Id, TimelineKind.StageChange, change.To, subject, reason);
        var from = change.From is { } former ? StageName(deal, former) : null;
        Write(deal, line with { OccurredAt = change.At, Changes = [new ShownChange("stage", Label("stage"), from, StageName(deal, change.To))] });
    }

    private ShownChange Change(RecordType type, RecordDiff.FieldChange change) =>
        new(
            change.Key,
            rules.CustomFieldsOf(type).FirstOrDefault(field => field.Key == change.Key)?.Label ?? Label(change.Key),
            Shown(change.Before, MaxChangeValue),
            Shown(change.After, MaxChangeValue)
        );

    /// <summary>Of a field that was changed again the value before the first change and the one after the last; one that has its first value again was not changed.</summary>
    private static List<ShownChange> Joined(IReadOnlyList<ShownChange> earlier, List<ShownChange> later) =>
        [
            .. earlier
                .Concat(later)
                .GroupBy(change => change.Field)
                .Select(field => field.Last() with { Before = field.First().Before })
                .Where(change => change.Before != change.After),
        ];

    private void Write(CrmRecord record, TimelineEntry line, Func<TimelineEntry, TimelineEntry>? shown = null) =>
        TimelineWriter.Write(
            work.Changes,
            line,
            [record.Id],
            TimelineLinks.Of([record], known.DealsOf(record.Id).Select(deal => known.Find(deal)).OfType<CrmRecord>()),
            shown
        );

    private string StageName(Deal deal, string key) => rules.Pipeline(deal.Pipeline)?.Stages.FirstOrDefault(stage => stage.Key == key)?.Name ?? key;

    private static string SubjectOf(IReadOnlyCollection<string> keys) => $"Changed {string.Join(", ", keys.Select(Label))}";

    private static string Label(string key) => key.Replace('_', ' ');

    private string? Shown(FieldValue? value, int max = MaxShownValue)
    {
        // Ids say nothing to people.
        var text = value switch
        {
            FieldValue.Member member => rules.Members.GetValueOrDefault(member.Value)?.Name ?? "?",
            FieldValue.Record record => known.Find(record.Value)?.Name ?? "?",
            _ => value?.ToString(),
        };
        return OneLine.Of(text, max);
    }
}
