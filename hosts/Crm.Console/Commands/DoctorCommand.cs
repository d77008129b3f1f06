using System.CommandLine;
using Crm.Accounts;
using Crm.Installation;
using Crm.Output;

namespace Crm.Commands;

/// <summary><c>crm doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var verify = new Option<bool>("--verify") { Description = "Also check all data for broken invariants." };
        return runs.DoesUnstarted(
            new Command("doctor", "Checks the installation, and what waits for a person. Exit code 1 if there are problems, or a person is needed.") { verify },
            async (session, parsed, cancellationToken) =>
            {
                var inspection = await session
                    .Get<InspectInstallation>()
                    .ExecuteAsync(session.Caller, new InspectInstallationInput(parsed.GetValue(verify)), cancellationToken);
                var warnings = inspection.Schema is { IsCurrent: true } ? await WarningsAsync(session, cancellationToken) : [];
                session.Answer(Json(inspection, warnings), page => Write(page, inspection, warnings));
                return inspection.Problems.Count == 0 && inspection.Waits.Count == 0 ? CrmCommand.Ok : CrmCommand.Failed;
            }
        );
    }

    /// <summary>What is not as safe as it could be; nothing is broken, and nobody needs to act at once.</summary>
    private static async Task<IReadOnlyList<string>> WarningsAsync(ConsoleSession session, CancellationToken cancellationToken) =>
        await session.Get<KeyRing>().CountUnprotectedAsync(cancellationToken) is > 0 and var count
            ?
            [
                $"{count} key(s) that protect sign-in cookies stand in the database unencrypted: whoever reads it can sign in as anybody. Set Crm:Keys:CertificateFile for the web host; see docs/running.md.",
            ]
            : [];

    private static object Json(Inspection inspection, IReadOnlyList<string> warnings) =>
        new
        {
            isWhole = inspection.Problems.Count == 0,
            problems = inspection.Problems.Select(Words),
            warnings,
            waits = inspection.Waits.Select(wait => new
            {
                code = wait.Code,
                count = wait.Count,
                cause = wait.Cause,
                message = Remedies.Of(wait),
            }),
            schema = inspection.Schema,
            plugins = inspection.Plugins.Select(PluginCommands.Json),
            channels = inspection.Channels,
            tenant = inspection.Tenant?.Name,
            mailboxes = (inspection.Tenant?.Mailboxes ?? []).Select(mailbox => new
            {
                id = mailbox.Id,
                channel = mailbox.Channel,
                address = mailbox.Address,
                isActive = mailbox.IsActive,
                reason = mailbox.Reason,
            }),
            sequences = inspection.Sequences.Select(counts => new { key = counts.Key, enrollments = counts.Enrollments }),
            messages = inspection.Messages,
            breaches = inspection.Breaches,
        };

    private static void Write(TextPage page, Inspection inspection, IReadOnlyList<string> warnings)
    {
        page.Pairs(
            ("database", inspection.DatabaseProblem ?? (inspection.Schema?.IsCurrent == true ? "responds, schema is current" : "schema is not current")),
            ("tenant", inspection.Tenant?.Name),
            ("channels", inspection.Channels.Count == 0 ? "none" : string.Join(", ", inspection.Channels)),
            ("mailboxes", string.Join(", ", (inspection.Tenant?.Mailboxes ?? []).Select(mailbox => mailbox.Address))),
            ("messages", Counts.Of(inspection.Messages))
        );
        foreach (var counts in inspection.Sequences)
            page.Pairs((counts.Key, Counts.Of(counts.Enrollments)));
        page.Line();
        PluginCommands.Write(page, inspection.Plugins, []);
        page.Line();
        if (inspection.Breaches is { Count: 0 })
            page.Line("All data was checked: no invariant is broken.");
        page.Line(inspection.Problems.Count == 0 ? "No problems found." : "Problems found:");
        foreach (var problem in inspection.Problems)
            page.Line($"- {Words(problem)}");
        if (warnings.Count > 0)
            page.Line("Warnings:");
        foreach (var warning in warnings)
            page.Line($"- {warning}");
        if (inspection.Waits.Count > 0)
            page.Line("A person is needed:");
        foreach (var wait in inspection.Waits)
            page.Line($"- {Remedies.Of(wait)}");
    }

    private static string Words(InspectionProblem problem) => problem.Message + Remedies.Of(problem.Code);
}
