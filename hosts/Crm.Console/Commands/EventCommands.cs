using System.CommandLine;
using Crm.Events;
using Crm.Records;

namespace Crm.Commands;

/// <summary><c>crm events</c>.</summary>
internal static class EventCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("events", "Events that a plugin's subscriber could not handle: list them, deliver them again.") { Parked(runs), Replay(runs) };

    private static Command Parked(CommandRuns runs)
    {
        var subscriber = Subscriber("Only those of this subscriber.");
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("parked", "Lists parked events with the error, oldest first.") { subscriber, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListParkedEventsInput { Subscriber = parsed.GetValue(subscriber), Page = Options.PageOf(parsed, size, after) };
                var page = await session.Get<ListParkedEvents>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { parked = page.Rows, next = page.Next },
                    text =>
                        text.Table(
                                ["OCCURRED", "TYPE", "SUBSCRIBER", "PARKED", "ATTEMPTS", "WHY", "ID"],
                                page.Rows.Select(row =>
                                    new[]
                                    {
                                        session.Clock.Show(row.OccurredAt),
                                        row.Type,
                                        row.Subscriber,
                                        session.Clock.Show(row.ParkedAt),
                                        $"{row.Attempts}",
                                        row.Error,
                                        row.Event.ToString(),
                                    }
                                ),
                                "No event is parked."
                            )
                            .Next(page.Next)
                );
            }
        );
    }

    private static Command Replay(CommandRuns runs)
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids of parked events.", Arity = ArgumentArity.ZeroOrMore };
        var subscriber = Subscriber("Those of this subscriber.");
        var all = new Option<bool>("--all") { Description = "All parked events." };
        var command = new Command("replay", "Delivers parked events again, to the subscriber that failed on them.") { ids, subscriber, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(ids) is not { Length: > 0 } && result.GetValue(subscriber) is null && !result.GetValue(all))
                result.AddError("Give ID, --subscriber or --all");
        });
        return runs.Does(
            command,
            async (session, parsed, cancellationToken) =>
            {
                var input = new ReplayEventsInput
                {
                    Events = parsed.GetValue(ids) is { Length: > 0 } given ? [.. given.Select(id => new CrmEventId(Options.IdOf("id", id)))] : null,
                    Subscriber = parsed.GetValue(subscriber),
                    All = parsed.GetValue(all),
                };
                var count = 0;
                ReplayedEvents done;
                do
                {
                    done = await session.Get<ReplayEvents>().ExecuteAsync(session.Caller, input, cancellationToken);
                    count += done.Count;
                } while (done.HasMore);
                return session.Answer(new { count }, page => page.Line(count == 0 ? "No event is parked." : $"{count} event(s) will be delivered again."));
            }
        );
    }

    private static Option<string?> Subscriber(string description) => new("--subscriber") { Description = description, HelpName = "KEY" };
}
