using Crm.Timeline;
using Crm.Values;

namespace Crm.Records.Editing;

/// <content>Entries of the timeline.</content>
internal sealed partial class RecordDecisions
{
    /// <summary>Edits by one author within this time show as one.</summary>
    public static readonly TimeSpan JoinedWithin = TimeSpan.FromMinutes(10);

    private const int MaxShownValue = 60;

    private void Lifecycle(CrmRecord record, string what)
    {
        var type = record.Type.ToString();
        var line = TimelineWriter.OfChange(
            work.Tenant,
            work.NewId(),
            TimelineKind.Lifecycle,
            $"{TypeWord(record.Type)}.{what}",
            $"{type} {what}: {record.Name}",
            work.Author,
            work.Now
        );
        Write(record, line);
    }

    private void FieldChange(CrmRecord record, List<RecordDiff.FieldChange> changed, IReadOnlyList<TimelineEntry> recent)
    {
        if (changed.Count == 0)
            return;
        var keys = changed.Select(change => change.Key);
        var words = string.Join("; ", changed.Select(change => $"{Label(change.Key)}: {Shown(change.Key, change.Before)} → {Shown(change.Key, change.After)}"));
        if (recent.Count > 0)
        {
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
                    }
                );
            }
            return;
        }
        var line = TimelineWriter.OfChange(
            work.Tenant,
            work.NewId(),
            TimelineKind.FieldChange,
            changed.Count == 1 ? changed[0].Key : "fields",
            SubjectOf([.. keys]),
            work.Author,
            work.Now,
            words
        );
        Write(record, line with { Badges = [.. keys] });
    }

    private void Write(CrmRecord record, TimelineEntry line) =>
        TimelineWriter.Write(
            work.Changes,
            line,
            [record.Id],
            TimelineLinks.Of([record], known.DealsOf(record.Id).Select(deal => known.Find(deal)).OfType<CrmRecord>())
        );

    private static string SubjectOf(IReadOnlyCollection<string> keys) => $"Changed {string.Join(", ", keys.Select(Label))}";

    private static string Label(string key) => key.Replace('_', ' ');

    private string Shown(string key, object? value)
    {
        var text = System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
        // Ids say nothing to people.
        if (key is "owner" or "company" or "contact" or "parent" && Guid.TryParse(text, out var id))
            text = key == "owner" ? rules.Members.GetValueOrDefault(new MemberId(id))?.Name : known.Find(new RecordId(id))?.Name ?? "?";
        return string.IsNullOrEmpty(text) ? "–" : OneLine.Of(text, MaxShownValue) ?? "–";
    }
}
