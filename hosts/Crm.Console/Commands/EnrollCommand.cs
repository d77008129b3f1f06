using System.CommandLine;
using Crm.Output;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Commands;

/// <summary><c>crm enroll</c>.</summary>
internal static class EnrollCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var sequence = new Argument<string>("SEQUENCE") { Description = "The sequence's key." };
        var records = new Argument<string[]>("REF") { Description = "Records, such as contact:ada@example.com.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--file") { Description = "A CSV file with a column 'record' (REF) or 'email' (of contacts)." };
        var all = Options.WordOption<RecordTypes>("--all", "All records of a type");
        var startAt = new Option<string?>("--start-at") { Description = "When the delay of the first step starts; defaults to now.", HelpName = "MOMENT" };
        var startStep = new Option<string?>("--start-step") { Description = "Key of the step to start at; defaults to the first." };
        var owner = new Option<string?>("--owner")
        {
            Description = "The member who gets the tasks and whose mailbox sends; defaults to each record's owner.",
            HelpName = "MEMBER",
        };
        var why = new Option<string?>("--override")
        {
            Description = "The reason for overriding the re-enrollment and exclusivity policies.",
            HelpName = "REASON",
        };
        return runs.Does(
            new Command("enroll", "Enrolls records in a sequence and reports for each whether it was enrolled, or why not.")
            {
                sequence,
                records,
                file,
                all,
                startAt,
                startStep,
                owner,
                why,
            },
            async (session, parsed, cancellationToken) =>
            {
                var named = new SelectRecordsInput(parsed.GetValue(records) ?? [])
                {
                    All = parsed.GetResult(all) is null ? null : (RecordType)parsed.GetValue(all),
                    FileName = parsed.GetValue(file),
                };
                await using var content = named.FileName is { } path ? Files.Open("file", path) : null;
                var selected = await session.Get<SelectRecords>().ExecuteAsync(session.Caller, named with { Content = content }, cancellationToken);
                var input = new EnrollInput(parsed.GetRequiredValue(sequence), [.. selected.Select(row => row.Record)])
                {
                    StartAt = session.Clock.Read("start-at", parsed.GetValue(startAt)),
                    StartStep = parsed.GetValue(startStep),
                    Owner = await session.MemberAsync(parsed.GetValue(owner), cancellationToken),
                    OverrideReason = parsed.GetValue(why),
                    Progress = new ProgressLine(session.Output, selected.DistinctBy(row => row.Record).Count()),
                };
                var result = await session.Get<EnrollRecords>().ExecuteAsync(session.Caller, input, cancellationToken);
                var names = selected.DistinctBy(row => row.Record).ToDictionary(row => row.Record, row => row.Name);
                session.Answer(Json(result), page => Write(page, result, names));
                return result.Enrolled > 0 ? CrmCommand.Ok : CrmCommand.Failed;
            }
        );
    }

    private static object Json(EnrollResult result) =>
        new
        {
            batch = result.Batch,
            enrolled = result.Enrolled,
            refused = result.Answers.Count - result.Enrolled,
            answers = result.Answers,
        };

    private static void Write(TextPage page, EnrollResult result, Dictionary<RecordRef, string> names) =>
        page.Table(
                ["RECORD", "NAME", "ENROLLMENT", "WHY NOT"],
                result.Answers.Select(answer =>
                    new[]
                    {
                        answer.Record.ToString(),
                        names.GetValueOrDefault(answer.Record),
                        answer.Enrollment?.ToString() ?? "—",
                        string.Join(" ", answer.Reasons.Select(reason => $"{reason.Code}: {reason.Why}")),
                    }
                )
            )
            .Line()
            .Line($"Enrolled {result.Enrolled} of {result.Answers.Count}.");

    private sealed class ProgressLine(ConsoleOutput output, int all) : IProgress<int>
    {
        public void Report(int value) => output.Progress($"{value} of {all} records");
    }

    /// <summary>The types of record in the plural, as people say it after «all».</summary>
    private enum RecordTypes
    {
        Leads = RecordType.Lead,
        Contacts = RecordType.Contact,
        Companies = RecordType.Company,
        Deals = RecordType.Deal,
    }
}
