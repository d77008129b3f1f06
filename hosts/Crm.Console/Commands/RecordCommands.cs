using System.CommandLine;
using Crm.Output;
using Crm.Records;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm record</c>: leads, contacts, companies, deals.</summary>
internal static class RecordCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("record", "Leads, contacts, companies and deals.")
        {
            Add(runs),
            Show(runs),
            List(runs),
            Update(runs),
            Delete(runs),
            Restore(runs),
            DealCommands.Move(runs),
            LeadCommands.Convert(runs),
        };

    private static Command Add(CommandRuns runs)
    {
        var type = Options.Word<RecordType>("TYPE");
        var set = Options.Set();
        var reference = Options.References();
        return runs.Does(
            new Command("add", "Adds a record.") { type, set, reference },
            async (session, parsed, cancellationToken) =>
            {
                var values = await ValuesAsync(session, parsed.GetValue(type), parsed, set, reference, cancellationToken);
                var input = new CreateRecordInput(parsed.GetValue(type), values);
                return Done(session, await session.Get<CreateRecord>().ExecuteAsync(session.Caller, input, cancellationToken), "Added");
            }
        );
    }

    private static Command Show(CommandRuns runs)
    {
        var record = Options.Record();
        return runs.Does(
            new Command("show", "Shows a record.") { record },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken);
                var view = await session.Get<GetRecord>().ExecuteAsync(session.Caller, new GetRecordInput(found), cancellationToken);
                return session.Answer(RecordShape.WithReferences(view), page => RecordShape.Write(page, session, view));
            }
        );
    }

    private static Command List(CommandRuns runs)
    {
        var type = Options.Word<RecordType>("TYPE");
        var search = new Option<string?>("--search") { Description = "Text in the name or email address." };
        var owner = new Option<string?>("--owner") { Description = "Only owned by this member.", HelpName = "MEMBER" };
        var company = new Option<string?>("--company") { Description = "Only of this company.", HelpName = "REF" };
        var stage = new Option<string[]>("--stage") { Description = "Only deals in this stage; may be repeated." };
        var where = new Option<string[]>("--where")
        {
            Description = "Only with this value of an indexed custom field; may be repeated.",
            HelpName = "FIELD=VALUE",
        };
        var sort = Options.WordOption<RecordSort>("--sort", "The order");
        var deleted = new Option<bool>("--deleted") { Description = "Only deleted records, which 'record restore' can bring back." };
        var (size, after) = Options.Page();
        return runs.Does(
            new Command("list", "Lists records of one type.") { type, search, owner, company, stage, where, sort, deleted, size, after },
            async (session, parsed, cancellationToken) =>
            {
                var input = new ListRecordsInput(parsed.GetValue(type))
                {
                    Search = parsed.GetValue(search),
                    Owner = await session.MemberAsync(parsed.GetValue(owner), cancellationToken),
                    Company = parsed.GetValue(company) is { } text ? (await session.RecordAsync(text, cancellationToken)).Id : null,
                    Stages = parsed.GetValue(stage) is { Length: > 0 } stages ? stages : null,
                    Custom = KeyValues.Parse("--where", parsed.GetValue(where) ?? []).ToDictionary(pair => pair.Key, pair => pair.Value ?? ""),
                    Sort = parsed.GetValue(sort),
                    IsDeleted = parsed.GetValue(deleted),
                    Page = Options.PageOf(parsed, size, after),
                };
                var page = await session.Get<ListRecords>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new { records = page.Rows.Select(RecordShape.Of), next = page.Next },
                    text => text.Table(RecordShape.Columns(input.Type), page.Rows.Select(row => RecordShape.Row(session, row)), "No records.").Next(page.Next)
                );
            }
        );
    }

    private static Command Update(CommandRuns runs)
    {
        var record = Options.Record();
        var set = Options.Set();
        var reference = Options.References();
        var revision = Options.Revision();
        var moves = new Option<bool>("--move-history")
        {
            Description = "Moves history to the new company's or contact's timeline, because the former link was a mistake.",
        };
        return runs.Does(
            new Command("update", "Changes the named fields; an empty value clears a field.") { record, set, reference, revision, moves },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken);
                var values = await ValuesAsync(session, found.Type, parsed, set, reference, cancellationToken);
                var input = new UpdateRecordInput(found, parsed.GetValue(revision), values with { MovesHistory = parsed.GetValue(moves) });
                return Done(session, await session.Get<UpdateRecord>().ExecuteAsync(session.Caller, input, cancellationToken), "Changed");
            }
        );
    }

    private static Command Delete(CommandRuns runs)
    {
        var record = Options.Record();
        var revision = Options.Revision();
        return runs.Does(
            new Command("delete", "Deletes a record; it can be restored by its id.") { record, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new DeleteRecordInput(await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken), parsed.GetValue(revision));
                return Done(session, await session.Get<DeleteRecord>().ExecuteAsync(session.Caller, input, cancellationToken), "Deleted");
            }
        );
    }

    private static Command Restore(CommandRuns runs)
    {
        var record = Options.Record("The record's id, such as contact:0199….");
        var revision = Options.Revision();
        return runs.Does(
            new Command("restore", "Restores a deleted record.") { record, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new RestoreRecordInput(await session.RecordAsync(parsed.GetRequiredValue(record), cancellationToken), parsed.GetValue(revision));
                return Done(session, await session.Get<RestoreRecord>().ExecuteAsync(session.Caller, input, cancellationToken), "Restored");
            }
        );
    }

    /// <summary>What the options say, with links and owners as ids.</summary>
    private static async Task<RecordInput> ValuesAsync(
        ConsoleSession session,
        RecordType type,
        ParseResult parsed,
        Option<string[]> set,
        Option<string[]> references,
        CancellationToken cancellationToken
    )
    {
        var fields = new ResolveFieldsInput(type, KeyValues.Parse("--set", parsed.GetValue(set) ?? []));
        return new RecordInput
        {
            Fields = await session.Get<ResolveFields>().ExecuteAsync(session.Caller, fields, cancellationToken),
            References = [.. KeyValues.Parse("--reference", parsed.GetValue(references) ?? []).Select(pair => new ExternalId(pair.Key, pair.Value ?? ""))],
        };
    }

    /// <summary>Answers what became of a record.</summary>
    public static int Done(ConsoleSession session, RecordResult result, string did) =>
        session.Answer(
            new
            {
                record = result.Record,
                name = result.Name,
                revision = result.Revision,
                sharesAddressWith = result.SharesAddressWith,
            },
            page =>
            {
                page.Line($"{did} {result.Record} “{result.Name}” (revision {result.Revision}).");
                if (result.SharesAddressWith.Count > 0)
                    page.Line($"Note: The same email address is used by {string.Join(", ", result.SharesAddressWith)}.");
            }
        );
}
