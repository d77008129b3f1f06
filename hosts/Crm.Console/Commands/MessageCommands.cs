using System.CommandLine;
using Crm.Messages;
using Crm.Output;
using Crm.Records;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm messages</c>.</summary>
internal static class MessageCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("messages", "Outbound messages: list them, settle unknown ones, cancel queued ones.") { List(runs), Settle(runs), Cancel(runs) };

    private static Command List(CommandRuns runs)
    {
        var state = Options.WordsOption<MessageState>("--state", "Only in this state; may be repeated");
        var record = new Option<string?>("--record") { Description = "Only about this record.", HelpName = "REF" };
        var (mailbox, sequence, since, until) = Narrowing();
        var onlyIds = new Option<bool>("--ids") { Description = "Only the ids, one a line: for 'settle' and 'cancel'." };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists outbound messages, newest first.") { state, record, mailbox, sequence, since, until, onlyIds, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListMessagesInput
                {
                    States = parsed.GetValue(state) is { Length: > 0 } states ? states : null,
                    Record = parsed.GetValue(record) is { } text ? (await session.RecordAsync(text, cancellationToken)).Id : null,
                    Mailbox = await MailboxAsync(session, parsed.GetValue(mailbox), cancellationToken),
                    Sequence = parsed.GetValue(sequence),
                    QueuedFrom = session.Clock.Read("since", parsed.GetValue(since)),
                    QueuedBefore = session.Clock.Read("until", parsed.GetValue(until)),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListMessages>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { messages = page.Rows.Select(Json), next = page.Next },
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

    private static Command Settle(CommandRuns runs)
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "Messages in state Unknown; the answer may be the last word, in place of --answer.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var answer = Options.WordOption<UnknownAnswer>("--answer", "What happened to them");
        var all = new Option<bool>("--all") { Description = "All in state Unknown, narrowed by the options below." };
        var (mailbox, sequence, since, until) = Narrowing();
        var command = new Command("settle", "Says what happened to messages whose delivery is unknown.") { ids, answer, all, mailbox, sequence, since, until };
        command.Validators.Add(result =>
        {
            var narrows = (result.GetValue(mailbox) ?? result.GetValue(sequence) ?? result.GetValue(since) ?? result.GetValue(until)) is not null;
            if (result.GetValue(all) == (result.GetValue(ids) is { Length: > 0 }) || (narrows && !result.GetValue(all)))
                result.AddError("Give either ID, or --all, which --mailbox, --sequence, --since and --until narrow");
            else if (result.GetValue(all) && result.GetResult(answer) is null)
                result.AddError("Give --answer with --all");
        });
        return runs.Does(
            command,
            async (session, parsed, cancellationToken) =>
            {
                var given = parsed.GetResult(answer) is null ? (UnknownAnswer?)null : parsed.GetValue(answer);
                if (!parsed.GetValue(all))
                    return await SettleEachAsync(session, parsed.GetValue(ids) ?? [], given, cancellationToken);
                var input = new SettleMessagesInput(given!.Value)
                {
                    Mailbox = await MailboxAsync(session, parsed.GetValue(mailbox), cancellationToken),
                    Sequence = parsed.GetValue(sequence),
                    QueuedFrom = session.Clock.Read("since", parsed.GetValue(since)),
                    QueuedBefore = session.Clock.Read("until", parsed.GetValue(until)),
                };
                return await SettleAllAsync(session, input, cancellationToken);
            }
        );
    }

    private static Task<int> SettleEachAsync(ConsoleSession session, string[] words, UnknownAnswer? given, CancellationToken cancellationToken)
    {
        if (given is null && words is [_])
            throw CrmException.Invalid("answer", "It is missing; give --answer, or the answer after the message.");
        var answer = given ?? Options.ReadWord<UnknownAnswer>("answer", words[^1]);
        return BatchCommand.DoAsync(
            session,
            given is null ? words[..^1] : words,
            "Settled",
            async id =>
            {
                var input = new ResolveUnknownMessageInput(new MessageId(Options.IdOf("id", id)), answer);
                var settled = await session.Get<ResolveUnknownMessage>().ExecuteAsync(session.Caller, input, cancellationToken);
                return new Done(Json(settled), $"Message {settled.Id} is {settled.State}.");
            }
        );
    }

    private static async Task<int> SettleAllAsync(ConsoleSession session, SettleMessagesInput input, CancellationToken cancellationToken)
    {
        var count = 0;
        string? after = null;
        do
        {
            var portion = await session.Get<SettleMessages>().ExecuteAsync(session.Caller, input with { After = after }, cancellationToken);
            count += portion.Settled;
            after = portion.Next;
            session.Output.Progress($"{count} settled");
        } while (after is not null);
        return session.Answer(new { settled = count }, page => page.Line(count == 0 ? "No message waits for an answer." : $"Settled {count}."));
    }

    private static Command Cancel(CommandRuns runs)
    {
        var ids = BatchCommand.Ids("ID", "Messages in state Queued.");
        var why = new Option<string?>("--why") { Description = "Why, in words." };
        return runs.Does(
            new Command("cancel", "Takes queued messages back; the steps that wanted them are skipped, and their enrollments go on.") { ids, why },
            (session, parsed, cancellationToken) =>
                BatchCommand.DoAsync(
                    session,
                    parsed.GetRequiredValue(ids),
                    "Cancelled",
                    async id =>
                    {
                        var input = new CancelMessageInput(new MessageId(Options.IdOf("id", id)), parsed.GetValue(why));
                        var cancelled = await session.Get<CancelMessage>().ExecuteAsync(session.Caller, input, cancellationToken);
                        return new Done(Json(cancelled), $"Message {cancelled.Id} is {cancelled.State}.");
                    }
                )
        );
    }

    private static (Option<string?> Mailbox, Option<string?> Sequence, Option<string?> Since, Option<string?> Until) Narrowing() =>
        (
            new("--mailbox") { Description = "Only of this mailbox, by address or id." },
            new("--sequence") { Description = "Only of this sequence.", HelpName = "KEY" },
            new("--since") { Description = "Only queued at or after.", HelpName = "MOMENT" },
            new("--until") { Description = "Only queued before.", HelpName = "MOMENT" }
        );

    private static async Task<MailboxId?> MailboxAsync(ConsoleSession session, string? mailbox, CancellationToken cancellationToken) =>
        mailbox is null ? null : (await session.MailboxAsync(mailbox, cancellationToken)).Id;

    private static void WriteIds(TextPage text, Page<MessageView> page)
    {
        foreach (var message in page.Rows)
            text.Line($"{message.Id}");
    }

    private static object Json(MessageView message) =>
        new
        {
            id = message.Id,
            channel = message.Channel,
            state = message.State,
            to = message.To,
            from = message.From,
            subject = message.Subject,
            record = message.Record,
            enrollment = message.Enrollment,
            wireId = message.WireId,
            reason = message.Reason,
            serverReply = message.ServerReply,
            attempts = message.Attempts,
            nextAttemptAt = message.NextAttemptAt,
            queuedAt = message.QueuedAt,
            sentAt = message.SentAt,
            revision = message.Revision,
        };

    private static void Write(TextPage text, ConsoleSession session, Page<MessageView> page) =>
        text.Table(
                ["QUEUED", "STATE", "TO", "SUBJECT", "SENT", "WHY", "SERVER SAID", "MESSAGE-ID", "ID"],
                page.Rows.Select(message =>
                    new[]
                    {
                        session.Clock.Show(message.QueuedAt),
                        message.State.ToString(),
                        message.To,
                        message.Subject,
                        session.Clock.Show(message.SentAt),
                        message.Reason,
                        message.ServerReply,
                        message.WireId,
                        message.Id.ToString(),
                    }
                ),
                "No messages."
            )
            .Next(page.Next);
}
