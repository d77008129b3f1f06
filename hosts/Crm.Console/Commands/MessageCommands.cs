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
    public static Command Create(CommandRuns runs) => new("messages", "Outbound messages: list them, settle unknown ones.") { List(runs), Settle(runs) };

    private static Command List(CommandRuns runs)
    {
        var state = Options.WordsOption<MessageState>("--state", "Only in this state; may be repeated");
        var record = new Option<string?>("--record") { Description = "Only about this record.", HelpName = "REF" };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists outbound messages, newest first.") { state, record, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListMessagesInput
                {
                    States = parsed.GetValue(state) is { Length: > 0 } states ? states : null,
                    Record = parsed.GetValue(record) is { } text ? (await session.RecordAsync(text, cancellationToken)).Id : null,
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListMessages>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(new { messages = page.Rows.Select(Json), next = page.Next }, text => Write(text, session, page));
            }
        );
    }

    private static Command Settle(CommandRuns runs)
    {
        var id = Options.Id("ID", "A message in state Unknown.");
        var answer = Options.Word<UnknownAnswer>("ANSWER");
        return runs.Does(
            new Command("settle", "Says what happened to a message whose delivery is unknown.") { id, answer },
            async (session, parsed, cancellationToken) =>
            {
                var message = new MessageId(Options.IdOf("id", parsed.GetRequiredValue(id)));
                var input = new ResolveUnknownMessageInput(message, parsed.GetValue(answer));
                var resolved = await session.Get<ResolveUnknownMessage>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(Json(resolved), page => page.Line($"Message {resolved.Id} is {resolved.State}."));
            }
        );
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
                ["QUEUED", "STATE", "TO", "SUBJECT", "SENT", "WHY", "ID"],
                page.Rows.Select(message =>
                    new[]
                    {
                        session.Clock.Show(message.QueuedAt),
                        message.State.ToString(),
                        message.To,
                        message.Subject,
                        session.Clock.Show(message.SentAt),
                        message.Reason,
                        message.Id.ToString(),
                    }
                ),
                "No messages."
            )
            .Next(page.Next);
}
