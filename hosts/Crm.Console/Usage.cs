using System.CommandLine;
using System.CommandLine.Parsing;

namespace Crm;

/// <summary>Lines that are no command.</summary>
internal static class Usage
{
    /// <summary>What is wrong with the line and what is allowed.</summary>
    public static CrmError ErrorOf(ParseResult parsed)
    {
        var problems = parsed.Errors.Select(error => error.Message.TrimEnd('.')).Distinct().ToList();
        return Wrong(parsed, string.Join("; ", problems));
    }

    /// <summary>An option that the command does not know, which the parser took for one of its arguments; null where there is none. After <c>--</c> a word may begin as it likes.</summary>
    public static CrmError? UnknownOptionOf(ParseResult parsed) =>
        parsed.Tokens.All(token => token.Type != TokenType.DoubleDash)
        && parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(token => IsOption(token.Value))
            is { } unknown
            ? Wrong(parsed, $"Unrecognized option '{unknown.Value}'")
            : null;

    private static bool IsOption(string word) => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal);

    private static CrmError.Invalid Wrong(ParseResult parsed, string problem)
    {
        var command = parsed.CommandResult.Command;
        var words = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            words.Insert(0, at.Command is RootCommand ? "crm" : at.Command.Name);
        var name = string.Join(' ', words);
        var allowed = command.Subcommands.Count > 0 ? $"{name} {string.Join('|', command.Subcommands.Select(sub => sub.Name))}" : $"{name} --help";
        return new CrmError.Invalid([new Problem("", $"{problem} (see {allowed})")]);
    }
}
