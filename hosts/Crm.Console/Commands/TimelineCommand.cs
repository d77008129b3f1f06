using System.CommandLine;
using Crm.Output;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Commands;

/// <summary><c>crm timeline</c>.</summary>
internal static class TimelineCommand
{
    private const int MostWords = 120;

    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var record = Options.Record();
        var type = new Option<string[]>("--type") { Description = "Only this type, such as call; may be repeated." };
        var author = new Option<string?>("--author") { Description = "Only by this member.", HelpName = "MEMBER" };
        var search = new Option<string?>("--search") { Description = "Text in the subject or snippet." };
        var from = new Option<string?>("--from") { Description = "At or after.", HelpName = "MOMENT" };
        var to = new Option<string?>("--to") { Description = "Before.", HelpName = "MOMENT" };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("timeline", "Shows a record's timeline, newest first.") { record, type, author, search, from, to, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var by = await session.MemberAsync(parsed.GetValue(author), cancellationToken);
                var input = new GetTimelineInput(await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken))
                {
                    Types = parsed.GetValue(type) is { Length: > 0 } types ? types : null,
                    Author = by is { } member ? Actor.Member(member) : null,
                    From = session.Clock.Read("from", parsed.GetValue(from)),
                    To = session.Clock.Read("to", parsed.GetValue(to)),
                    Search = parsed.GetValue(search),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<GetTimeline>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(Json(page), text => Write(text, session, page));
            }
        );
    }

    private static object Json(TimelineView page) =>
        new
        {
            entries = page.Rows.Select(row => new
            {
                id = row.Id,
                occurredAt = row.OccurredAt,
                kind = row.Kind,
                type = row.TypeKey,
                typeLabel = row.TypeLabel,
                subject = row.Subject,
                snippet = row.Snippet,
                badges = row.Badges,
                outcome = row.Outcome,
                durationSeconds = row.DurationSeconds,
                state = row.State,
                direction = row.Direction,
                author = row.Author,
                authorName = row.AuthorName,
                via = row.Via is { } via ? new { record = via.Record, name = via.Name } : null,
                furtherVia = row.FurtherVia.Select(further => new { record = further.Record, name = further.Name }),
                isRemoved = row.IsRemoved,
            }),
            next = page.Next,
        };

    private static void Write(TextPage text, ConsoleSession session, TimelineView page) =>
        text.Table(
                ["WHEN", "WHAT", "SUBJECT AND FIRST WORDS", "", "BY", "VIA"],
                page.Rows.Select(row =>
                    new[]
                    {
                        session.Clock.Show(row.OccurredAt),
                        row.TypeLabel ?? row.TypeKey,
                        row.IsRemoved ? "(removed)" : Words(row),
                        string.Join(", ", [.. row.Badges, .. Length(row)]),
                        row.AuthorName,
                        row.Via is { } first ? string.Join(", ", row.FurtherVia.Prepend(first).Select(way => way.Name)) : null,
                    }
                ),
                "Nothing has happened yet."
            )
            .Next(page.Next);

    /// <summary>The subject with the first words of the text. A subject that nobody gave is the type's label, which stands beside it already.</summary>
    private static string Words(TimelineEntryView row)
    {
        var (subject, snippet) = (row.Subject, row.Snippet ?? "");
        var words =
            snippet.Length == 0 || snippet == subject ? subject
            : subject == row.TypeLabel ? snippet
            : $"{subject}: {snippet}";
        return words.Length <= MostWords ? words : $"{words[..MostWords]}…";
    }

    private static IEnumerable<string> Length(TimelineEntryView entry) => entry.DurationSeconds is { } seconds ? [Clock.ShowDuration(seconds)] : [];
}
