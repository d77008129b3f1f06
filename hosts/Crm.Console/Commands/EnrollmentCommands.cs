using System.CommandLine;
using Crm.Kernel;
using Crm.Output;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm enrollments</c>.</summary>
internal static class EnrollmentCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("enrollments", "Enrollments: where each stands and why; finish, retry, skip, resume.")
        {
            List(runs),
            Show(runs),
            Act(
                runs,
                "finish",
                "Ends an enrollment, with its open tasks, drafts and queued messages.",
                (session, caller, input, ct) => session.Get<FinishEnrollment>().ExecuteAsync(caller, input, ct)
            ),
            Act(runs, "retry", "Retries the failed step.", (session, caller, input, ct) => session.Get<RetryEnrollment>().ExecuteAsync(caller, input, ct)),
            Act(runs, "skip", "Skips the current step.", (session, caller, input, ct) => session.Get<SkipStep>().ExecuteAsync(caller, input, ct)),
            Act(
                runs,
                "resume",
                "Resumes a blocked or paused enrollment.",
                (session, caller, input, ct) => session.Get<ResumeEnrollment>().ExecuteAsync(caller, input, ct)
            ),
        };

    private static Command List(CommandRuns runs)
    {
        var sequence = new Option<string?>("--sequence") { Description = "Only in this sequence.", HelpName = "KEY" };
        var record = new Option<string?>("--record") { Description = "Only for this record.", HelpName = "REF" };
        var state = Options.WordsOption<EnrollmentState>("--state", "Only in this state; may be repeated");
        var batch = new Option<Guid?>("--batch") { Description = "Only from this batch." };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists enrollments, newest first.") { sequence, record, state, batch, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListEnrollmentsInput
                {
                    Sequence = parsed.GetValue(sequence),
                    Record = parsed.GetValue(record) is { } text ? (await session.RecordAsync(text, cancellationToken)).Id : null,
                    States = parsed.GetValue(state) is { Length: > 0 } states ? states : null,
                    Batch = parsed.GetValue(batch),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListEnrollments>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { enrollments = page.Rows.Select(row => EnrollmentShape.Of(row.Enrollment, row.SequenceKey, row.RecordName)), next = page.Next },
                    text =>
                        text.Table(
                                ["SEQUENCE", "RECORD", "STATE", "STEP", "DUE", "WHY", "ID"],
                                page.Rows.Select(row =>
                                    new[]
                                    {
                                        row.SequenceKey,
                                        row.RecordName,
                                        EnrollmentShape.State(row.Enrollment),
                                        row.Enrollment.StepKey,
                                        session.Clock.Show(row.Enrollment.DueAt),
                                        row.Enrollment.Reason,
                                        row.Enrollment.Id.ToString(),
                                    }
                                ),
                                "No enrollments."
                            )
                            .Next(page.Next)
                );
            }
        );
    }

    private static Command Show(CommandRuns runs)
    {
        var which = new Argument<string>("ID|REF")
        {
            Description = "The enrollment's id, or a record, such as contact:ada@example.com, for its newest enrollment.",
        };
        return runs.Does(
            new Command("show", "Shows where an enrollment stands and why.") { which },
            async (session, parsed, cancellationToken) =>
            {
                var id = await FindAsync(session, parsed.GetRequiredValue(which), cancellationToken);
                var view = await session.Get<GetEnrollment>().ExecuteAsync(session.Caller, new GetEnrollmentInput(id), cancellationToken);
                return session.Answer(EnrollmentShape.Of(view), page => EnrollmentShape.Write(page, session, view));
            }
        );
    }

    private static async Task<EnrollmentId> FindAsync(ConsoleSession session, string text, CancellationToken cancellationToken)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return new EnrollmentId(Options.IdOf("id", text));
        var input = new ListEnrollmentsInput { Record = (await session.RecordAsync(text, cancellationToken)).Id, Page = new PageRequest(1) };
        var page = await session.Get<ListEnrollments>().ExecuteAsync(session.Caller, input, cancellationToken);
        return page.Rows is [var newest, ..] ? newest.Enrollment.Id : throw CrmException.NotFound("enrollment of the record", text);
    }

    private static Command Act(
        CommandRuns runs,
        string name,
        string description,
        Func<ConsoleSession, Caller, EnrollmentInput, CancellationToken, Task<EnrollmentView>> act
    )
    {
        var id = Options.Id("ID", "The enrollment.");
        var why = new Option<string?>("--why") { Description = "Why, in words." };
        var revision = Options.Revision();
        return runs.Does(
            new Command(name, description) { id, why, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new EnrollmentInput(IdOf(parsed, id), parsed.GetValue(why), parsed.GetValue(revision));
                var after = await act(session, session.Caller, input, cancellationToken);
                return session.Answer(
                    EnrollmentShape.Of(after, null, null),
                    page =>
                        page.Line(
                            $"Enrollment {after.Id}: {EnrollmentShape.State(after)}{(after.StepKey is { } step ? $" at step '{step}'" : "")}{(after.DueAt is { } due ? $", due {session.Clock.Show(due)}" : "")}."
                        )
                );
            }
        );
    }

    private static EnrollmentId IdOf(ParseResult parsed, Argument<string> id) => new(Options.IdOf("id", parsed.GetRequiredValue(id)));
}
