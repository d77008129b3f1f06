using System.CommandLine;
using System.Text.Json;
using Crm.Kernel;
using Crm.Output;
using Crm.Records;
using Crm.Setup;

namespace Crm.Commands;

/// <summary><c>crm fields</c>.</summary>
internal static class FieldCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) => new("fields", "Custom fields of records: list and define them.") { List(runs), Define(runs) };

    private static Command List(CommandRuns runs) =>
        runs.Does(
            new Command("list", "Lists custom fields, retired ones too."),
            async (session, _, cancellationToken) =>
            {
                var list = await session.Get<ListCustomFields>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                return session.Answer(
                    new { fields = list },
                    page =>
                        page.Table(
                            ["RECORD", "KEY", "LABEL", "KIND", "INDEXED", "STATE", "VALUES"],
                            list.Select(field =>
                                new[]
                                {
                                    Word(field.RecordType),
                                    field.Key,
                                    field.Label,
                                    Word(field.Kind),
                                    field.IsIndexed ? "yes" : "no",
                                    field.IsRetired ? "retired" : "in use",
                                    string.Join(", ", field.AllowedValues),
                                }
                            ),
                            "No custom fields."
                        )
                );
            }
        );

    private static Command Define(CommandRuns runs)
    {
        var type = Options.Word<RecordType>("TYPE");
        var key = new Argument<string>("KEY") { Description = "Lower-case letters, digits, underscores; not that of a standard field." };
        var label = new Option<string?>("--label") { Description = "What people read; that of the field that is there, else its key." };
        var kind = Options.WordOption<CustomFieldKind>("--kind", "What values it takes; stays what it is; text if left out");
        var values = new Option<string[]>("--value") { Description = "An allowed value of a choice; may be repeated. All of them are named." };
        var indexed = new Option<bool?>("--indexed") { Description = "Whether lists may be filtered and sorted by it.", HelpName = "true|false" };
        var retired = new Option<bool?>("--retired") { Description = "Whether it takes no new values.", HelpName = "true|false" };
        return runs.Does(
            new Command("define", "Adds a custom field, or changes the one with this key: what is not named stays.")
            {
                type,
                key,
                label,
                kind,
                values,
                indexed,
                retired,
            },
            async (session, parsed, cancellationToken) =>
            {
                var (of, name) = (parsed.GetValue(type), parsed.GetRequiredValue(key));
                var fields = await session.Get<ListCustomFields>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                var stored = fields.FirstOrDefault(field => field.RecordType == of && field.Key == name);
                var given = parsed.GetResult(kind) is null ? stored?.Kind ?? CustomFieldKind.Text : parsed.GetValue(kind);
                var input = new DefineCustomFieldInput(of, name, parsed.GetValue(label) ?? stored?.Label ?? name, given)
                {
                    AllowedValues = parsed.GetResult(values) is null ? stored?.AllowedValues ?? [] : parsed.GetRequiredValue(values),
                    IsIndexed = parsed.GetValue(indexed) ?? stored?.IsIndexed ?? false,
                    IsRetired = parsed.GetValue(retired) ?? stored?.IsRetired ?? false,
                };
                var defined = await session.Get<DefineCustomField>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    new
                    {
                        recordType = of,
                        key = defined.Key,
                        revision = defined.Revision,
                    },
                    page =>
                        page.Line(
                            defined.Revision == stored?.Revision ? $"{Word(of)}.{name} stands so already." : $"Defined {Word(of)}.{name} as {Word(given)}."
                        )
                );
            }
        );
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
