using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crm;

/// <summary>How all three hosts are composed: configuration, engine, plugins, store, bus.</summary>
internal static class CrmHost
{
    /// <summary>All that these hosts read below <c>Crm</c>; plugins' own settings stand below <c>Crm:Plugins:Settings</c>. A host of somebody else may keep more there.</summary>
    private static readonly string[] Sections =
    [
        "Bus",
        "Clock",
        "Data",
        "Database",
        "Keys",
        "KnownProxies",
        "Limits",
        "Plugins",
        "PublicUrl",
        "Relay",
        "Retention",
        "Sender",
        "Sequences",
        "SystemMail",
    ];

    /// <summary>Adds the engine with the embedded defaults: SQLite and mail into a folder, both below <c>Crm:Data</c> (<c>crm-data</c> in the current folder).</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="compose">What this host adds.</param>
    public static void AddCrmHost(this IHostApplicationBuilder builder, Action<CrmBuilder>? compose = null)
    {
        var section = builder.Configuration.GetSection("Crm");
        var unknown = section.GetChildren().Where(child => !Sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0)
            throw new CrmException(
                new CrmError.Invalid([.. unknown.Select(child => new Problem(child.Path, $"There is no such setting. Crm has {string.Join(", ", Sections)}."))])
            );
        AddDefaults(builder);
        if (section["Clock"] is { Length: > 0 } clock)
            builder.Services.AddSingleton<TimeProvider>(
                builder.Environment.IsDevelopment()
                    ? VirtualClock.From(clock)
                    : throw CrmException.Invalid("Crm:Clock", "It is for Development only; remove it, or set DOTNET_ENVIRONMENT=Development.")
            );
        builder.Services.AddCrm(
            section,
            crm =>
            {
                crm.AddPlugins();
                crm.UseEntityFrameworkCore();
                crm.CheckAtStart();
                compose?.Invoke(crm);
            }
        );
    }

    /// <summary>An error's message, with what whoever runs these hosts can do about it: the engine knows no command.</summary>
    public static string MessageOf(CrmError error) =>
        error switch
        {
            CrmError.Refused { Code: "schema-old" } => $"{error.Message} Run 'crm setup', or have a DBA run 'crm setup --script'.",
            CrmError.Refused { Code: "not-set-up" } => $"{error.Message} Run 'crm setup', with --tenant if it is not the default one.",
            _ => error.Message,
        };

    /// <summary>Runs a host to its end. What whoever runs it can mend, such as a wrong setting, is one line on the error stream.</summary>
    /// <param name="run">Builds the host and runs it.</param>
    /// <returns>The exit code: 1 where it did not start, else 0.</returns>
    public static async Task<int> RunAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception exception) when (exception is CrmException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(exception is CrmException { Error: var error } ? MessageOf(error) : exception.Message);
            return 1;
        }
    }

    private static void AddDefaults(IHostApplicationBuilder builder)
    {
        var data = Path.GetFullPath(builder.Configuration["Crm:Data"] ?? "crm-data");
        var isSqlite = builder.Configuration["Crm:Database:Provider"] is null or "sqlite";
        if (isSqlite && builder.Configuration["Crm:Database:Connection"] is null)
            Directory.CreateDirectory(data);
        Default("Crm:Database:Connection", isSqlite ? $"Data Source={Path.Combine(data, "crm.db")}" : null);
        Default("Crm:Database:MarkFile", Path.Combine(data, "crm.mark"));
        Default("Crm:Plugins:Settings:crm_mail:Folder", Path.Combine(data, "mail"));

        void Default(string key, string? value)
        {
            if (value is not null && builder.Configuration[key] is null)
                builder.Configuration[key] = value;
        }
    }
}
