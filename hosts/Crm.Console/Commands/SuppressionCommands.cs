using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Crm.Messages;
using Crm.Output;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm suppressions</c>.</summary>
internal static class SuppressionCommands
{
    private const int ExportPage = 200;

    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("suppressions", "Addresses that get nothing more: list, add, lift, import, export.")
        {
            List(runs),
            Add(runs),
            Lift(runs),
            Import(runs),
            Export(runs),
        };

    private static Command List(CommandRuns runs)
    {
        var address = new Argument<string?>("ADDRESS") { Description = "Only this address, or its hash.", Arity = ArgumentArity.ZeroOrOne };
        var channel = new Option<string?>("--channel") { Description = "Only of this channel." };
        var reason = Options.WordsOption<SuppressionReason>("--reason", "Only for this reason; may be repeated");
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists suppressed addresses: by their hashes, since the addresses themselves are not kept.")
            {
                address,
                channel,
                reason,
                size,
                after,
            },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListSuppressionsInput
                {
                    Address = parsed.GetValue(address),
                    Channel = parsed.GetValue(channel),
                    Reasons = parsed.GetValue(reason) is { Length: > 0 } reasons ? reasons : null,
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListSuppressions>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { suppressions = page.Rows, next = page.Next },
                    text =>
                        text.Table(
                                ["SINCE", "REASON", "CHANNEL", "SOURCE", "HASH"],
                                page.Rows.Select(row => new[] { session.Clock.Show(row.Since), Word(row.Reason), row.Channel, row.Source, row.AddressHash }),
                                input.Address is null ? "No address is suppressed." : "The address is not suppressed."
                            )
                            .Next(page.Next)
                );
            }
        );
    }

    private static Command Add(CommandRuns runs)
    {
        var (address, channel) = (new Argument<string>("ADDRESS") { Description = "The address." }, Channel());
        var reason = Options.WordOption<SuppressionReason>("--reason", "Why; manual if left out");
        return runs.Does(
            new Command("add", "Suppresses an address at once and finishes the enrollments that write to it.") { address, reason, channel },
            async (session, parsed, cancellationToken) =>
            {
                var given = parsed.GetResult(reason) is null ? SuppressionReason.Manual : parsed.GetValue(reason);
                var input = new SuppressAddressInput(parsed.GetRequiredValue(address), given, parsed.GetRequiredValue(channel));
                var done = await session.Get<SuppressAddress>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    done,
                    page => page.Line($"Suppressed since {session.Clock.Show(done.Since)} ({Word(done.Reason)}); enrollments finished: {done.Finished.Count}.")
                );
            }
        );
    }

    private static Command Lift(CommandRuns runs)
    {
        var (address, channel) = (new Argument<string>("ADDRESS") { Description = "The address, or its hash." }, Channel());
        var why = new Option<string>("--why") { Description = "Why, in words; the audit keeps them.", Required = true };
        return runs.Does(
            new Command("lift", "Lets an address be written to again. One that bounced or complained takes the right Administer.") { address, why, channel },
            async (session, parsed, cancellationToken) =>
            {
                var input = new LiftSuppressionInput(parsed.GetRequiredValue(address), parsed.GetRequiredValue(why), parsed.GetRequiredValue(channel));
                var lifted = await session.Get<LiftSuppression>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(lifted, page => page.Line($"Lifted; it was {Word(lifted.Reason)} since {session.Clock.Show(lifted.Since)}."));
            }
        );
    }

    private static Command Import(CommandRuns runs)
    {
        var file = Files.Argument("FILE", "A CSV file with a column 'address' or 'hash'; 'channel', 'reason' and 'since' where they are known.");
        return runs.Does(
            new Command("import", "Suppresses all addresses of a file, or none where a row is wrong.") { file },
            async (session, parsed, cancellationToken) =>
            {
                var path = parsed.GetRequiredValue(file);
                await using var content = Files.Open("file", path);
                var input = new ImportSuppressionsInput { Content = content, FileName = Path.GetFileName(path) };
                var done = await session.Get<ImportSuppressions>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    done,
                    page =>
                        page.Line(
                            $"Suppressed: {done.New} new, {done.Changed} with a stronger reason, {done.Same} already. Enrollments finished: {done.Finished}."
                        )
                );
            }
        );
    }

    private static Command Export(CommandRuns runs) =>
        runs.Does(
            new Command("export", "Writes all suppressions as CSV to standard output, as 'import' reads it."),
            async (session, _, cancellationToken) =>
            {
                var rows = new List<SuppressionView>();
                string? after = null;
                do
                {
                    var input = new ListSuppressionsInput { Page = new PageRequest(ExportPage, after) };
                    var page = await session.Get<ListSuppressions>().ExecuteAsync(session.Caller, input, cancellationToken);
                    rows.AddRange(page.Rows);
                    after = page.Next;
                } while (after is not null);
                return session.Answer(
                    new { suppressions = rows },
                    page =>
                    {
                        page.Line("hash,channel,reason,since");
                        foreach (var row in rows)
                            page.Line(
                                $"{row.AddressHash},{row.Channel},{Word(row.Reason)},{row.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}"
                            );
                    }
                );
            }
        );

    private static Option<string> Channel() => new("--channel") { Description = "The channel.", DefaultValueFactory = _ => Channels.Email };

    private static string Word(SuppressionReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
