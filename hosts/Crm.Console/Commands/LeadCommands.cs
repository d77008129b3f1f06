using System.CommandLine;
using Crm.Records;

namespace Crm.Commands;

/// <summary>What only leads can do.</summary>
internal static class LeadCommands
{
    /// <summary><c>crm record convert</c>.</summary>
    public static Command Convert(CommandRuns runs)
    {
        var record = Options.Record("The lead.");
        var contact = new Option<string?>("--contact")
        {
            Description = "The contact to convert to; defaults to the one with the lead's address, otherwise a new one.",
            HelpName = "REF",
        };
        var company = new Option<string?>("--company")
        {
            Description = "The contact's company; defaults to the one with its name or email domain.",
            HelpName = "REF",
        };
        var noCompany = new Option<bool>("--no-new-company") { Description = "Do not create a new company." };
        var deal = new Option<string?>("--deal") { Description = "Name of a deal to create with it." };
        var revision = Options.Revision();
        return runs.Does(
            new Command("convert", "Converts a lead to a contact, with its company and, optionally, a deal.")
            {
                record,
                contact,
                company,
                noCompany,
                deal,
                revision,
            },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ConvertLeadInput((await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken)).Id)
                {
                    Contact = parsed.GetValue(contact) is { } person ? (await session.RecordAsync(person, cancellationToken)).Id : null,
                    Company = parsed.GetValue(company) is { } firm ? (await session.RecordAsync(firm, cancellationToken)).Id : null,
                    CreatesCompany = !parsed.GetValue(noCompany),
                    Deal = parsed.GetValue(deal) is { } name ? new DealInput { Name = name } : null,
                    ExpectedRevision = parsed.GetValue(revision),
                };
                var done = await session.Get<ConvertLead>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    done,
                    page => page.Pairs(("lead", Of(done.Lead)), ("contact", Of(done.Contact)), ("company", Of(done.Company)), ("deal", Of(done.Deal)))
                );
            }
        );
    }

    private static string? Of(RecordResult? result) => result is null ? null : $"{result.Record} “{result.Name}”";
}
