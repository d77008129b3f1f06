using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Crm.Stores;

namespace Crm.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class Options
{
    private const string RecordForms = "contact:ada@example.com, company:\"Acme Corporation\", deal:1C1I7A6R (reference) or an id.";

    /// <summary>A record.</summary>
    public static Argument<string> Record(string? description = null) => new("REF") { Description = description ?? RecordForms };

    /// <summary>One record or more.</summary>
    public static Argument<string[]> Records() => new("REF") { Description = RecordForms, Arity = ArgumentArity.OneOrMore };

    /// <summary>Fields by key.</summary>
    public static Option<string[]> Set() =>
        new("--set")
        {
            Description = "A field's value, such as email=ada@example.com, company=company:\"Acme Corporation\" or owner=anna@example.com; may be repeated.",
            HelpName = "FIELD=VALUE",
        };

    /// <summary>Ids in other systems.</summary>
    public static Option<string[]> References() =>
        new("--reference") { Description = "The record's id in another system, such as erp=4711; may be repeated.", HelpName = "SYSTEM=ID" };

    /// <summary>The revision that was seen.</summary>
    public static Option<int?> Revision() => new("--revision") { Description = "The revision that you saw; refused if the record has changed since." };

    /// <summary>Size and cursor of a page.</summary>
    public static (Option<int> Size, Option<string?> After) Page() =>
        (
            new("--page-size") { Description = "Rows per page, 1–200.", DefaultValueFactory = _ => 50 },
            new("--after") { Description = "The cursor that the previous page printed.", HelpName = "CURSOR" }
        );

    /// <summary>The page that was asked for.</summary>
    public static PageRequest PageOf(ParseResult parsed, Option<int> size, Option<string?> after) => new(parsed.GetValue(size), parsed.GetValue(after));

    /// <summary>One word of an enumeration.</summary>
    public static Argument<T> Word<T>(string name)
        where T : struct, Enum =>
        new(name)
        {
            Description = $"{Words<T>()}.",
            HelpName = Choice<T>(),
            CustomParser = WordOf<T>,
        };

    /// <summary>One word of an enumeration, or its default.</summary>
    public static Option<T> WordOption<T>(string name, string description)
        where T : struct, Enum =>
        new(name)
        {
            Description = $"{description}: {Words<T>()}.",
            HelpName = Choice<T>(),
            CustomParser = WordOf<T>,
        };

    /// <summary>Words of an enumeration.</summary>
    public static Option<T[]> WordsOption<T>(string name, string description)
        where T : struct, Enum =>
        new(name)
        {
            Description = $"{description}: {Words<T>()}.",
            HelpName = Choice<T>(),
            CustomParser = WordsOf<T>,
        };

    /// <summary>Reads a word of an enumeration.</summary>
    /// <exception cref="CrmException">Invalid: the text is none.</exception>
    public static T ReadWord<T>(string field, string text)
        where T : struct, Enum =>
        TryWord<T>(text, out var value) ? value : throw CrmException.Invalid(field, $"'{text}' is not allowed; allowed are {Words<T>()}.");

    /// <summary>An id.</summary>
    public static Argument<string> Id(string name, string description) => new(name) { Description = description };

    /// <summary>Reads an id.</summary>
    /// <exception cref="CrmException">Invalid: the text is none.</exception>
    public static Guid IdOf(string field, string text) =>
        Guid.TryParse(text, out var id)
            ? id
            : throw CrmException.Invalid(field, $"'{text}' is not an id; an id looks like 01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11.");

    private static T WordOf<T>(ArgumentResult result)
        where T : struct, Enum => WordOf<T>(result, result.Tokens[0].Value);

    private static T[] WordsOf<T>(ArgumentResult result)
        where T : struct, Enum => [.. result.Tokens.Select(token => WordOf<T>(result, token.Value))];

    private static T WordOf<T>(ArgumentResult result, string text)
        where T : struct, Enum
    {
        if (TryWord<T>(text, out var value))
            return value;
        result.AddError($"{NameOf(result.Parent) ?? result.Argument.Name}: '{text}' is not allowed; allowed are {Words<T>()}");
        return default;
    }

    private static bool TryWord<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return char.IsLetter(text.FirstOrDefault()) && Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out value);
    }

    private static string? NameOf(SymbolResult? result) => (result as OptionResult)?.Option.Name;

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Names<T>());

    /// <summary>The words as the usage line shows them: the same ones as the description, not the names in code.</summary>
    private static string Choice<T>()
        where T : struct, Enum => string.Join('|', Names<T>());

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
}
