using System.CommandLine;

namespace Crm;

/// <summary>Lines that are no command.</summary>
internal static class Usage
{
    /// <summary>What is wrong with the line and what is allowed.</summary>
    public static CrmError ErrorOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            words.Insert(0, at.Command is RootCommand ? "crm" : at.Command.Name);
        var name = string.Join(' ', words);
        var problems = parsed.Errors.Select(error => error.Message.TrimEnd('.')).Distinct().ToList();
        var allowed = command.Subcommands.Count > 0 ? $"{name} {string.Join('|', command.Subcommands.Select(sub => sub.Name))}" : $"{name} --help";
        return new CrmError.Invalid([new Problem("", $"{string.Join("; ", problems)} (see {allowed})")]);
    }
}
