using System.CommandLine;
using Crm.Hosting;
using Crm.Installation;
using Crm.Output;

namespace Crm.Commands;

/// <summary><c>crm run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var once = new Option<bool>("--once") { Description = "Process what is due now and what becomes due as a result." };
        var until = new Option<string?>("--until") { Description = "Move the virtual clock from due time to due time up to this moment.", HelpName = "MOMENT" };
        var command = new Command("run", "Processes what is due: decides steps, sends messages, publishes events.") { once, until };
        command.Validators.Add(result =>
        {
            if (result.GetValue(once) == result.GetValue(until) is not null)
                result.AddError("Give either --once or --until MOMENT");
        });
        return runs.Does(
            command,
            async (session, parsed, cancellationToken) =>
            {
                var work = session.Get<DueWork>();
                var progress = new ProgressLine(session);
                var counts = session.Clock.Read("until", parsed.GetValue(until)) is { } moment
                    ? await work.RunUntilAsync(moment, progress, cancellationToken)
                    : await work.RunUntilIdleAsync(progress, cancellationToken);
                var waits = (await session.Get<InspectInstallation>().ExecuteAsync(session.Caller, new InspectInstallationInput(), cancellationToken)).Waits;
                return session.Answer(
                    counts,
                    page =>
                    {
                        page.Line(InWords(counts)).Line(Next(session, counts));
                        foreach (var wait in waits)
                            page.Line(Remedies.Of(wait));
                        page.Pairs(("clock", session.Clock.Show(counts.Now)));
                    }
                );
            }
        );
    }

    private static string InWords(DueWorkCounts counts)
    {
        (int Count, string What)[] parts =
        [
            (counts.Decided, "steps decided"),
            (counts.Sent, "messages sent"),
            (counts.Deferred, "messages deferred"),
            (counts.Failed, "messages failed or cancelled"),
            (counts.Unknown, "messages unknown"),
            (counts.Published, "events published"),
        ];
        return parts.Any(part => part.Count > 0)
            ? string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.What}: {part.Count}")) + "."
            : "Nothing was due.";
    }

    private static string Next(ConsoleSession session, DueWorkCounts counts)
    {
        var now = counts.Now ?? session.Get<TimeProvider>().GetUtcNow();
        return counts.NextDueAt is not { } next ? "Nothing is scheduled; 'crm queue list' shows what is waiting for a person."
            : next <= now
                ? $"What was due at {session.Clock.Show(next)} waits: another process holds it, its sequence is paused, its mail server cannot be reached ('crm messages list'), or its plugin is not loaded ('crm plugins list')."
            : $"Next due at {session.Clock.ShowApart(next, now)}.";
    }

    private sealed class ProgressLine(ConsoleSession session) : IProgress<DueWorkCounts>
    {
        public void Report(DueWorkCounts value) => session.Output.Progress(InWords(value));
    }
}
