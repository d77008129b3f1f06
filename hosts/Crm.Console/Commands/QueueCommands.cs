using System.CommandLine;
using Crm.Activities;
using Crm.Output;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm queue</c>: what enrollments wait for people to do.</summary>
internal static class QueueCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("queue", "Tasks and drafts that enrollments wait for.")
        {
            List(runs),
            Edit(runs),
            Approve(runs),
            Reject(runs),
            TaskCommands.Complete(runs, "complete"),
            Skip(runs),
        };

    private static Command List(CommandRuns runs)
    {
        var assignee = new Option<string?>("--assignee") { Description = "Only tasks and drafts of this member.", HelpName = "MEMBER" };
        var due = new Option<string?>("--due-before") { Description = "Only due at or before this time.", HelpName = "MOMENT" };
        var onlyIds = new Option<bool>("--ids") { Description = "Print only ids, one per line, for 'complete' and 'approve'; drafts as ID:HASH." };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists tasks and drafts, earliest due first.") { assignee, due, onlyIds, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListTasksInput
                {
                    OfSequencesOnly = true,
                    WithText = true,
                    Types = ["crm.task", "crm.email_draft"],
                    Assignee = await session.MemberAsync(parsed.GetValue(assignee), cancellationToken),
                    DueBefore = session.Clock.Read("due-before", parsed.GetValue(due)),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListTasks>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    Json(page),
                    text =>
                    {
                        if (parsed.GetValue(onlyIds))
                            WriteIds(text, page);
                        else
                            Write(text, session, page);
                    }
                );
            }
        );
    }

    private static Command Edit(CommandRuns runs)
    {
        var id = Options.Id("ID", "The draft.");
        var hash = Hash("Hash of the text that you saw; refused if the text has changed since.");
        var subject = new Option<string?>("--subject") { Description = "Another subject." };
        var text = new Option<string?>("--text") { Description = "The new text; also removes the HTML version." };
        return runs.Does(
            new Command("edit", "Edits a draft.") { id, hash, subject, text },
            async (session, parsed, cancellationToken) =>
            {
                var input = new EditDraftInput(IdOf(parsed, id), parsed.GetValue(hash)) { Subject = parsed.GetValue(subject), Text = parsed.GetValue(text) };
                var edited = await session.Get<EditDraft>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(Json(edited), page => Write(page, edited));
            }
        );
    }

    private static Command Approve(CommandRuns runs)
    {
        var ids = BatchCommand.Ids("DRAFT", "The draft's id, with --hash; or one or more ID:HASH, as 'crm queue list --ids' prints them.");
        var hash = Hash("Hash of the text that you approve, as 'crm queue list' shows it.");
        return runs.Does(
            new Command("approve", "Approves drafts: their messages are queued.") { ids, hash },
            (session, parsed, cancellationToken) =>
                BatchCommand.DoAsync(
                    session,
                    parsed.GetRequiredValue(ids),
                    "Approved",
                    async draft =>
                    {
                        var (id, seen) = draft.Split(':', 2) is [var first, var second] ? (first, second) : (draft, parsed.GetValue(hash));
                        if (string.IsNullOrEmpty(seen))
                            throw CrmException.Invalid("hash", "It is missing; give --hash HASH or ID:HASH, as 'crm queue list' shows them.");
                        var input = new ApproveDraftInput(new ActivityId(Options.IdOf("id", id)), seen);
                        var done = await session.Get<ApproveDraft>().ExecuteAsync(session.Caller, input, cancellationToken);
                        return new Done(
                            done,
                            done.Stopped is { } why
                                ? $"Nothing is sent: {why} The enrollment is {done.Enrollment}."
                                : $"Approved; message {done.Message} is queued.",
                            IsDone: done.Stopped is null
                        );
                    }
                )
        );
    }

    private static Command Reject(CommandRuns runs)
    {
        var id = Options.Id("ID", "The draft.");
        var then = Options.WordOption<AfterRejection>("--then", "What follows");
        var why = new Option<string?>("--why") { Description = "Why, in words." };
        return runs.Does(
            new Command("reject", "Rejects a draft: nothing is sent.") { id, then, why },
            async (session, parsed, cancellationToken) =>
            {
                var input = new RejectDraftInput(IdOf(parsed, id), parsed.GetValue(then), parsed.GetValue(why));
                var state = (await session.Get<RejectDraft>().ExecuteAsync(session.Caller, input, cancellationToken)).Enrollment;
                return session.Answer(
                    new { draft = input.Id, enrollment = state },
                    page => page.Line($"Rejected; the enrollment is {state?.ToString() ?? "over already"}.")
                );
            }
        );
    }

    private static Command Skip(CommandRuns runs)
    {
        var id = Options.Id("ID", "The task.");
        var revision = Options.Revision();
        return runs.Does(
            new Command("skip", "Removes a task from the list without doing it; its step is skipped and the enrollment continues.") { id, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new CancelTaskInput(IdOf(parsed, id), parsed.GetValue(revision));
                var task = await session.Get<CancelTask>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(ActivityShape.Of(task), page => page.Line($"Skipped “{task.Subject}”."));
            }
        );
    }

    private static Option<string?> Hash(string description) => new("--hash") { Description = description };

    private static ActivityId IdOf(ParseResult parsed, Argument<string> id) => new(Options.IdOf("id", parsed.GetRequiredValue(id)));

    private static object Json(Page<TaskView> page) =>
        new
        {
            queue = page.Rows.Select(row => new
            {
                task = ActivityShape.Of(row.Activity),
                record = row.Record,
                recordName = row.RecordName,
                draft = row.Text is { } text ? Json(text) : null,
            }),
            next = page.Next,
        };

    private static object Json(DraftText text) =>
        new
        {
            subject = text.Subject,
            text = text.Text,
            html = text.Html,
            hash = text.Hash,
        };

    private static void Write(TextPage page, DraftText text) => page.Pairs(("subject", text.Subject), ("hash", text.Hash)).Line().Line(text.Text);

    private static void Write(TextPage text, ConsoleSession session, Page<TaskView> page)
    {
        text.Table(
            ["DUE", "WHAT", "SUBJECT", "RECORD", "FOR", "ID"],
            page.Rows.Select(row =>
                new[]
                {
                    session.Clock.Show(row.Activity.DueAt),
                    row.Text is null ? "task" : "draft",
                    row.Activity.Subject,
                    row.RecordName,
                    session.NameOf(row.Activity.Assignee) ?? "anybody",
                    row.Activity.Id.ToString(),
                }
            ),
            "The queue is empty."
        );
        foreach (var row in page.Rows.Where(row => row.Text is not null))
            text.Line().Line($"Draft {row.Activity.Id} for {row.RecordName}").Pairs(("hash", row.Text!.Hash)).Line(row.Text.Text);
        text.Next(page.Next);
    }

    private static void WriteIds(TextPage text, Page<TaskView> page)
    {
        foreach (var row in page.Rows)
            text.Line(row.Text is { } draft ? $"{row.Activity.Id}:{draft.Hash}" : $"{row.Activity.Id}");
    }
}
