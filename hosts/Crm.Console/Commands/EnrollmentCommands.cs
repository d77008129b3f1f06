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
        new("enrollments", "Enrollments: where each stands and why; pause, resume, finish, retry, skip.")
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
            Pause(runs),
            Resume(runs),
        };

    private static Command List(CommandRuns runs)
    {
        var sequence = new Option<string?>("--sequence") { Description = "Only in this sequence.", HelpName = "KEY" };
        var record = new Option<string?>("--record") { Description = "Only for this record.", HelpName = "REF" };
        var state = Options.WordsOption<EnrollmentState>("--state", "Only in this state; may be repeated");
        var cause = Cause();
        var batch = new Option<Guid?>("--batch") { Description = "Only from this batch." };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists enrollments, newest first.") { sequence, record, state, cause, batch, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListEnrollmentsInput
                {
                    Sequence = parsed.GetValue(sequence),
                    Record = parsed.GetValue(record) is { } text ? (await session.RecordAsync(text, cancellationToken)).Id : null,
                    States = parsed.GetValue(state) is { Length: > 0 } states ? states : null,
                    Cause = parsed.GetValue(cause),
                    Batch = parsed.GetValue(batch),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListEnrollments>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { enrollments = page.Rows.Select(row => EnrollmentShape.Of(row.Enrollment, row.SequenceKey, row.RecordName)), next = page.Next },
                    text =>
                        text.Table(
                                ["SEQUENCE", "RECORD", "STATE", "STEP", "DUE", "WHY", "CAUSE", "ID"],
                                page.Rows.Select(row =>
                                    new[]
                                    {
                                        row.SequenceKey,
                                        row.RecordName,
                                        EnrollmentShape.State(row.Enrollment),
                                        row.Enrollment.StepKey,
                                        session.Clock.Show(row.Enrollment.DueAt),
                                        row.Enrollment.Reason,
                                        row.Enrollment.Cause,
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
        var (why, revision) = (Why(), Options.Revision());
        return runs.Does(
            new Command(name, description) { id, why, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new EnrollmentInput(IdOf(parsed, id), parsed.GetValue(why), parsed.GetValue(revision));
                return Answer(session, await act(session, session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Pause(CommandRuns runs)
    {
        var id = Options.Id("ID", "The enrollment.");
        var until = new Option<string?>("--until") { Description = "Until when; else until it is resumed.", HelpName = "MOMENT" };
        var (why, revision) = (Why(), Options.Revision());
        return runs.Does(
            new Command("pause", "Holds an enrollment; what is left of its delay is kept.") { id, until, why, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new PauseEnrollmentInput(IdOf(parsed, id), parsed.GetValue(why), parsed.GetValue(revision))
                {
                    Until = session.Clock.Read("until", parsed.GetValue(until)),
                };
                return Answer(session, await session.Get<PauseEnrollment>().ExecuteAsync(session.Caller, input, cancellationToken));
            }
        );
    }

    private static Command Resume(CommandRuns runs)
    {
        var id = new Argument<string?>("ID") { Description = "The enrollment; else --cause or --sequence.", Arity = ArgumentArity.ZeroOrOne };
        var sequence = new Option<string?>("--sequence") { Description = "All of this sequence.", HelpName = "KEY" };
        var state = Options.WordOption<HeldState>("--state", "In which state all of them are; blocked if left out");
        var (cause, why, revision) = (Cause(), Why(), Options.Revision());
        var command = new Command("resume", "Lets a blocked or paused enrollment go on, or all that have a cause or a sequence in common.")
        {
            id,
            cause,
            sequence,
            state,
            why,
            revision,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is not null == (result.GetValue(cause) ?? result.GetValue(sequence)) is not null)
                result.AddError("Give either ID, or --cause CAUSE, --sequence KEY or both");
        });
        return runs.Does(
            command,
            async (session, parsed, cancellationToken) =>
            {
                if (parsed.GetValue(id) is { } one)
                {
                    var input = new EnrollmentInput(new EnrollmentId(Options.IdOf("id", one)), parsed.GetValue(why), parsed.GetValue(revision));
                    return Answer(session, await session.Get<ResumeEnrollment>().ExecuteAsync(session.Caller, input, cancellationToken));
                }
                var all = new ResumeEnrollmentsInput
                {
                    Cause = parsed.GetValue(cause),
                    Sequence = parsed.GetValue(sequence),
                    State = parsed.GetResult(state) is null ? EnrollmentState.Blocked : (EnrollmentState)parsed.GetValue(state),
                    Why = parsed.GetValue(why),
                };
                var done = await session.Get<ResumeEnrollments>().ExecuteAsync(session.Caller, all, cancellationToken);
                return session.Answer(
                    done,
                    page =>
                        page.Line(
                            $"Resumed {done.Resumed}."
                                + (
                                    done.Unanswered > 0
                                        ? $" {done.Unanswered} are still blocked because delivery of their message is unconfirmed; resolve it with 'crm messages settle'."
                                        : ""
                                )
                        )
                );
            }
        );
    }

    private static Option<string?> Cause() =>
        new("--cause")
        {
            Description = "Only those that this blocks or holds, such as mailbox:ID; 'crm doctor' and 'crm enrollments list' name causes.",
            HelpName = "CAUSE",
        };

    private static Option<string?> Why() => new("--why") { Description = "Why, in words." };

    private static int Answer(ConsoleSession session, EnrollmentView after) =>
        session.Answer(
            EnrollmentShape.Of(after, null, null),
            page =>
                page.Line(
                    $"Enrollment {after.Id}: {EnrollmentShape.State(after)}{(after.StepKey is { } step ? $" at step '{step}'" : "")}{(after.DueAt is { } due ? $", due {session.Clock.Show(due)}" : "")}."
                )
        );

    /// <summary>The states that are resumed.</summary>
    private enum HeldState
    {
        Blocked = EnrollmentState.Blocked,
        Paused = EnrollmentState.Paused,
    }

    private static EnrollmentId IdOf(ParseResult parsed, Argument<string> id) => new(Options.IdOf("id", parsed.GetRequiredValue(id)));
}
