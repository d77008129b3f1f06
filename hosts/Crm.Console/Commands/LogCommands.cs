using System.CommandLine;
using Crm.Activities;
using Crm.Output;
using Crm.Sequences;

namespace Crm.Commands;

/// <summary><c>crm log</c>: what has happened, and what is to be done.</summary>
internal static class LogCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("log", "Logs calls, meetings, emails, notes, tasks, and activities of plugins.")
        {
            Call(runs),
            Meeting(runs),
            Email(runs),
            Note(runs),
            Todo(runs),
            Any(runs),
        };

    private static Command Call(CommandRuns runs)
    {
        var (records, subject, note, occurred) = (Options.Records(), ActivityOptions.Subject(), ActivityOptions.Note(), ActivityOptions.Occurred());
        var (outcome, duration, recording) = (ActivityOptions.Outcome(), ActivityOptions.Duration(), ActivityOptions.Recording());
        var direction = ActivityOptions.Direction();
        return runs.Does(
            new Command("call", "Logs a call.") { records, outcome, duration, direction, recording, subject, note, occurred },
            async (session, parsed, cancellationToken) =>
            {
                var input = new LogCallInput(await session.RecordsAsync(parsed.GetRequiredValue(records), cancellationToken))
                {
                    Subject = parsed.GetValue(subject),
                    Body = parsed.GetValue(note),
                    Outcome = parsed.GetValue(outcome),
                    Duration = Clock.ReadDuration("duration", parsed.GetValue(duration)),
                    Direction = parsed.GetValue(direction),
                    RecordingUrl = parsed.GetValue(recording),
                    OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                };
                return Done(session, await session.Get<LogCall>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Meeting(CommandRuns runs)
    {
        var (records, subject, note, occurred) = (Options.Records(), ActivityOptions.Subject(), ActivityOptions.Note(), ActivityOptions.Occurred());
        var (outcome, duration) = (ActivityOptions.Outcome(), ActivityOptions.Duration());
        var (location, with) = (ActivityOptions.Location(), ActivityOptions.With());
        return runs.Does(
            new Command("meeting", "Logs a meeting.") { records, outcome, duration, location, with, subject, note, occurred },
            async (session, parsed, cancellationToken) =>
            {
                var input = new LogMeetingInput(await session.RecordsAsync(parsed.GetRequiredValue(records), cancellationToken))
                {
                    Subject = parsed.GetValue(subject),
                    Body = parsed.GetValue(note),
                    Outcome = parsed.GetValue(outcome),
                    Duration = Clock.ReadDuration("duration", parsed.GetValue(duration)),
                    Location = parsed.GetValue(location),
                    Attendees = [.. (parsed.GetValue(with) ?? []).Select(Attendee.Of)],
                    OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                };
                return Done(session, await session.Get<LogMeeting>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Email(CommandRuns runs)
    {
        var (records, note, occurred) = (Options.Records(), ActivityOptions.Note(), ActivityOptions.Occurred());
        var subject = new Option<string>("--subject") { Description = "Its subject.", Required = true };
        var direction = ActivityOptions.Direction();
        var from = new Option<string?>("--from") { Description = "The sender's address." };
        var to = new Option<string[]>("--to") { Description = "A recipient's address; may be repeated." };
        var cc = new Option<string[]>("--cc") { Description = "A Cc recipient's address; may be repeated." };
        return runs.Does(
            new Command("email", "Logs an email that was sent or received elsewhere; nothing is sent.")
            {
                records,
                subject,
                direction,
                from,
                to,
                cc,
                note,
                occurred,
            },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.RecordsAsync(parsed.GetRequiredValue(records), cancellationToken);
                var input = new LogEmailInput(found, parsed.GetRequiredValue(subject))
                {
                    Body = parsed.GetValue(note),
                    Direction = parsed.GetValue(direction),
                    From = parsed.GetValue(from),
                    To = parsed.GetValue(to) ?? [],
                    Cc = parsed.GetValue(cc) ?? [],
                    OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                };
                return Done(session, await session.Get<LogEmail>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Note(CommandRuns runs)
    {
        var (records, subject, occurred) = (Options.Records(), ActivityOptions.Subject(), ActivityOptions.Occurred());
        var note = new Option<string>("--note") { Description = "The note.", Required = true };
        return runs.Does(
            new Command("note", "Logs a note.") { records, note, subject, occurred },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.RecordsAsync(parsed.GetRequiredValue(records), cancellationToken);
                var input = new LogNoteInput(found, parsed.GetRequiredValue(note))
                {
                    Subject = parsed.GetValue(subject),
                    OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                };
                return Done(session, await session.Get<LogNote>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Todo(CommandRuns runs)
    {
        var records = new Argument<string[]>("REF") { Description = "Records that the task is about; optional.", Arity = ArgumentArity.ZeroOrMore };
        var subject = new Option<string>("--subject") { Description = "What to do.", Required = true };
        var note = ActivityOptions.Note();
        var kind = Options.WordOption<TaskKind>("--kind", "What is to be done; completing a call logs it");
        var due = ActivityOptions.Due();
        var assignee = new Option<string?>("--assignee") { Description = "The member who has to do it; defaults to the acting member.", HelpName = "MEMBER" };
        return runs.Does(
            new Command("task", "Creates a task.") { records, subject, kind, due, assignee, note },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.RecordsAsync(parsed.GetValue(records) ?? [], cancellationToken);
                var input = new CreateTaskInput(found, parsed.GetRequiredValue(subject))
                {
                    Body = parsed.GetValue(note),
                    Kind = parsed.GetValue(kind),
                    DueAt = session.Clock.Read("due", parsed.GetValue(due)),
                    Assignee = await session.MemberAsync(parsed.GetValue(assignee), cancellationToken),
                };
                return Done(session, await session.Get<CreateTask>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Any(CommandRuns runs)
    {
        var type = new Argument<string>("TYPE") { Description = "Key of a loaded type, such as acme.social.whatsapp." };
        var (records, subject, note, occurred) = (Options.Records(), ActivityOptions.Subject(), ActivityOptions.Note(), ActivityOptions.Occurred());
        var (outcome, duration, recording) = (ActivityOptions.Outcome(), ActivityOptions.Duration(), ActivityOptions.Recording());
        var (location, with, due) = (ActivityOptions.Location(), ActivityOptions.With(), ActivityOptions.Due());
        var direction = Options.WordOption<ActivityDirection>("--direction", "Who began it");
        var details = new Option<string?>("--details") { Description = "The type's own fields as a JSON object.", HelpName = "JSON" };
        return runs.Does(
            new Command("activity", "Logs an activity of any type, including plugins' types.")
            {
                type,
                records,
                details,
                outcome,
                duration,
                direction,
                location,
                with,
                due,
                recording,
                subject,
                note,
                occurred,
            },
            async (session, parsed, cancellationToken) =>
            {
                var content = new ActivityContent
                {
                    Subject = parsed.GetValue(subject),
                    Body = parsed.GetValue(note),
                    Outcome = parsed.GetValue(outcome),
                    Duration = Clock.ReadDuration("duration", parsed.GetValue(duration)),
                    Direction = parsed.GetResult(direction) is null ? null : parsed.GetValue(direction),
                    Location = parsed.GetValue(location),
                    Attendees = [.. (parsed.GetValue(with) ?? []).Select(Attendee.Of)],
                    DueAt = session.Clock.Read("due", parsed.GetValue(due)),
                    RecordingUrl = parsed.GetValue(recording),
                    Details = ActivityOptions.DetailsOf(parsed.GetValue(details)),
                    OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                };
                var found = await session.RecordsAsync(parsed.GetRequiredValue(records), cancellationToken);
                var input = new LogActivityInput(parsed.GetRequiredValue(type), found, content);
                return Done(session, await session.Get<LogActivity>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static int Done(ConsoleSession session, ActivityView activity) =>
        session.Answer(
            ActivityShape.Of(activity),
            page => page.Line($"Logged {activity.TypeKey} “{activity.Subject}” at {session.Clock.Show(activity.OccurredAt)} ({activity.Id}).")
        );
}
