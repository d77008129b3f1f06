using System.CommandLine;
using Crm.Activities;
using Crm.Output;
using Crm.Records;

namespace Crm.Commands;

/// <summary><c>crm task</c>: what is to be done.</summary>
internal static class TaskCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("task", "Tasks: list, complete, reopen, cancel.") { List(runs), Complete(runs, "complete"), Reopen(runs), Cancel(runs) };

    /// <summary>Completes tasks.</summary>
    public static Command Complete(CommandRuns runs, string name)
    {
        var ids = BatchCommand.Ids("ID", "The tasks' ids; each task is completed on its own, with the same options.");
        var (outcome, duration, recording) = (ActivityOptions.Outcome(), ActivityOptions.Duration(), ActivityOptions.Recording());
        var (note, occurred, revision) = (ActivityOptions.Note(), ActivityOptions.Occurred(), Options.Revision());
        return runs.Does(
            new Command(name, "Completes tasks; completing a call task logs the call.") { ids, outcome, duration, recording, note, occurred, revision },
            (session, parsed, cancellationToken) =>
                BatchCommand.DoAsync(
                    session,
                    parsed.GetRequiredValue(ids),
                    "Completed",
                    async id =>
                    {
                        var input = new CompleteTaskInput(new ActivityId(Options.IdOf("id", id)), parsed.GetValue(revision))
                        {
                            Note = parsed.GetValue(note),
                            Outcome = parsed.GetValue(outcome),
                            Duration = Clock.ReadDuration("duration", parsed.GetValue(duration)),
                            RecordingUrl = parsed.GetValue(recording),
                            OccurredAt = session.Clock.Read("occurred", parsed.GetValue(occurred)),
                        };
                        var done = await session.Get<CompleteTask>().ExecuteAsync(session.Caller, input, cancellationToken);
                        return new Done(
                            new { task = ActivityShape.Of(done.Task), logged = done.Logged is null ? null : ActivityShape.Of(done.Logged) },
                            $"Completed “{done.Task.Subject}”{(done.Logged is null ? "" : $"; logged {done.Logged.TypeKey} ({done.Logged.Id})")}."
                        );
                    }
                )
        );
    }

    private static Command Reopen(CommandRuns runs)
    {
        var id = Options.Id("ID", "The task.");
        var revision = Options.Revision();
        return runs.Does(
            new Command("reopen", "Reopens a completed task.") { id, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ReopenTaskInput(IdOf(parsed, id), parsed.GetValue(revision));
                return Done(session, await session.Get<ReopenTask>().ExecuteAsync(session.Caller, input, cancellationToken), "Opened again");
            }
        );
    }

    private static Command Cancel(CommandRuns runs)
    {
        var id = Options.Id("ID", "The task.");
        var revision = Options.Revision();
        return runs.Does(
            new Command("cancel", "Cancels a task.") { id, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new CancelTaskInput(IdOf(parsed, id), parsed.GetValue(revision));
                return Done(session, await session.Get<CancelTask>().ExecuteAsync(session.Caller, input, cancellationToken), "Cancelled");
            }
        );
    }

    private static Command List(CommandRuns runs)
    {
        var assignee = new Option<string?>("--assignee") { Description = "Only assigned to this member.", HelpName = "MEMBER" };
        var type = new Option<string[]>("--type") { Description = "Only this type, such as task; may be repeated." };
        var due = new Option<string?>("--due-before") { Description = "Only due at or before this time.", HelpName = "MOMENT" };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists open tasks, earliest due first.") { assignee, type, due, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListTasksInput
                {
                    Assignee = await session.MemberAsync(parsed.GetValue(assignee), cancellationToken),
                    Types = parsed.GetValue(type) is { Length: > 0 } types ? types : null,
                    DueBefore = session.Clock.Read("due-before", parsed.GetValue(due)),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListTasks>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(ActivityShape.Of(page), text => ActivityShape.Write(text, session, page));
            }
        );
    }

    private static ActivityId IdOf(ParseResult parsed, Argument<string> id) => new(Options.IdOf("id", parsed.GetRequiredValue(id)));

    private static int Done(ConsoleSession session, ActivityView task, string did) =>
        session.Answer(ActivityShape.Of(task), page => page.Line($"{did}: “{task.Subject}” ({task.Id})."));
}
