using System.CommandLine;
using Crm.Records;

namespace Crm.Commands;

/// <summary>What only deals can do.</summary>
internal static class DealCommands
{
    /// <summary><c>crm record move</c>.</summary>
    public static Command Move(CommandRuns runs)
    {
        var record = Options.Record("The deal, such as deal:1C1I7A6R.");
        var stage = new Argument<string>("STAGE") { Description = "Key or name of a stage of the deal's pipeline." };
        var reason = new Option<string?>("--loss-reason") { Description = "Why it was lost; required for a lost stage." };
        var revision = Options.Revision();
        return runs.Does(
            new Command("move", "Moves a deal to another stage.") { record, stage, reason, revision },
            async (session, parsed, cancellationToken) =>
            {
                var deal = await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken);
                var input = new MoveDealInput(deal.Id, parsed.GetRequiredValue(stage), parsed.GetValue(reason), parsed.GetValue(revision));
                return RecordCommands.Done(session, await session.Get<MoveDeal>().ExecuteAsync(session.Caller, input, cancellationToken), "Moved");
            }
        );
    }
}
