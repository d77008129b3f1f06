using System.CommandLine;

namespace Crm;

/// <summary>Options of every command.</summary>
internal static class GlobalOptions
{
    /// <summary>Answers for programs.</summary>
    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print the result as JSON, and errors as one JSON object on stderr.", Recursive = true };

    /// <summary>Who acts.</summary>
    public static Option<string?> Member { get; } =
        new("--member", "-m")
        {
            Description = "The acting member, by email address, name or id. Without it, the console itself acts, with every right.",
            HelpName = "MEMBER",
            Recursive = true,
        };

    /// <summary>For which tenant.</summary>
    public static Option<string> Tenant { get; } =
        new("--tenant")
        {
            Description = "The tenant's key.",
            HelpName = "KEY",
            DefaultValueFactory = _ => "default",
            Recursive = true,
        };

    /// <summary>Settings for this call.</summary>
    public static Option<string[]> Config { get; } =
        new("--config")
        {
            Description = "A setting for this call, such as Crm:Data=/var/lib/crm; may be repeated.",
            HelpName = "KEY=VALUE",
            Recursive = true,
        };

    /// <summary>Whether the log is shown.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show the log and details of failures on stderr.", Recursive = true };

    /// <summary>Adds them to the root command.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Json);
        root.Options.Add(Member);
        root.Options.Add(Tenant);
        root.Options.Add(Config);
        root.Options.Add(Verbose);
    }
}
