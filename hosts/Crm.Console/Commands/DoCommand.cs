using System.CommandLine;
using System.Text.Json;
using Crm.Kernel;
using Crm.Output;
using Crm.Plugins;

namespace Crm.Commands;

/// <summary><c>crm do</c>: every use case by the name of its action, with JSON in and out.</summary>
internal static class DoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var action = new Argument<string?>("ACTION")
        {
            Description = "The action, such as task.complete; --list shows all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        // Takes the place of the switch that all commands have: the answer is JSON anyway.
        var json = new Option<string?>("--json")
        {
            Description = "The input: JSON text, - for standard input, or @FILE. Errors are then printed as JSON too.",
            HelpName = "JSON",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file") { Description = "The file that the action reads, such as the CSV file for file.import.", HelpName = "PATH" };
        var key = new Option<string?>("--idempotency-key")
        {
            Description = "Repeating a key with the same input does the work once and returns the first result.",
            HelpName = "KEY",
        };
        var list = new Option<bool>("--list") { Description = "List all actions; with --json, also the JSON Schemas of their inputs and results." };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of the action's input and result." };
        var command = new Command("do", "Runs any action by its name, with JSON input and output.") { action, json, file, key, list, schema };
        command.Validators.Add(result =>
        {
            if (result.GetValue(list) == result.GetValue(action) is not null)
                result.AddError("Name an action, or give --list");
        });
        return runs.DoesAsNeeded(
            command,
            parsed => !parsed.GetValue(list) && !parsed.GetValue(schema),
            async (session, parsed, cancellationToken) =>
            {
                var catalog = session.Get<UseCaseCatalog>();
                if (parsed.GetRequiredValue(list))
                    return List(session, catalog);
                var useCase = Find(catalog, parsed.GetRequiredValue(action)!);
                if (parsed.GetRequiredValue(schema))
                    return session.Output.Json(UseCaseShape.WithSchemas(useCase), ConsoleJson.Compact, ConsoleJson.Indented);
                var content = await DoInput.ReadTextAsync(parsed.GetValue(json), session.Input, cancellationToken);
                await using var stream = parsed.GetValue(file) is { } path ? Files.Open("--file", path) : null;
                var input = DoInput.Read(useCase, content, stream);
                var caller = session.Caller with { IdempotencyKey = KeyFor(useCase, parsed.GetValue(key)) };
                var result = await useCase.ExecuteUntypedAsync(caller, input, cancellationToken);
                return session.Output.Json(result, ConsoleJson.Contract, ConsoleJson.ContractIndented);
            }
        );
    }

    private static int List(ConsoleSession session, UseCaseCatalog catalog) =>
        session.Answer(
            new { actions = catalog.All.Select(UseCaseShape.WithSchemas) },
            page =>
                page.Table(
                    ["ACTION", "RIGHT", "FOR SOME INPUTS ALSO", ""],
                    catalog.All.Select(useCase =>
                        new[] { useCase.Action, useCase.Right.ToString(), string.Join(", ", useCase.ConditionalRights), useCase.IsRead ? "reads" : "writes" }
                    )
                )
        );

    private static string? KeyFor(UseCase useCase, string? key) =>
        key is null || !useCase.IsRead ? key : throw CrmException.Invalid("--idempotency-key", $"{useCase.Action} only reads; omit the key.");

    /// <exception cref="CrmException">Invalid: there is no such action; similar ones are named.</exception>
    private static UseCase Find(UseCaseCatalog catalog, string action)
    {
        if (catalog.Find(action) is { } found)
            return found;
        var close = SimilarNames.To(action, catalog.All.Select(useCase => useCase.Action));
        throw CrmException.Invalid(
            "action",
            $"There is no action '{action}'; {(close.Count == 0 ? "" : $"similar ones are {string.Join(", ", close)}; ")}'crm do --list' shows all of them."
        );
    }
}
