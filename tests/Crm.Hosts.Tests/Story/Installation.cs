using System.Globalization;
using System.Text.Json;
using Crm.Testing;

namespace Crm.Tests.Hosts.Story;

/// <summary>An installation as a company runs it: a database, the console and the worker as processes of their own, a real SMTP server, and a clock that all share.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> environment;
    private HostProcess? worker;

    private Installation(string folder, TestDatabase database, DateTimeOffset start)
    {
        Folder = folder;
        Database = database;
        var (host, port) = Servers.Smtp!.Value;
        environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Crm__Data"] = folder,
            ["Crm__Clock"] = ClockFile,
            ["Crm__Database__Provider"] = database.Options.Provider,
            ["Crm__Database__Connection"] = database.Options.Connection,
            ["Crm__Plugins__Settings__crm_mail__Host"] = host,
            ["Crm__Plugins__Settings__crm_mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Crm__Plugins__Settings__crm_mail__Security"] = "none",
        };
        SetClock(start);
    }

    /// <summary>A folder for the files of the story.</summary>
    public string Folder { get; }

    /// <summary>The database, empty at first: setup makes the tables.</summary>
    public TestDatabase Database { get; }

    private string ClockFile => Path.Combine(Folder, "clock");

    /// <summary>One without any table yet.</summary>
    public static async Task<Installation> CreateAsync(string kind, DateTimeOffset start)
    {
        Servers.Require(Servers.SmtpLog);
        return new Installation(Directory.CreateTempSubdirectory("crm-story-").FullName, await TestDatabase.CreateEmptyAsync(kind), start);
    }

    /// <summary>Moves the clock of all processes.</summary>
    public void SetClock(DateTimeOffset moment)
    {
        File.WriteAllText(ClockFile + ".new", moment.ToString("O", CultureInfo.InvariantCulture));
        File.Move(ClockFile + ".new", ClockFile, overwrite: true);
    }

    /// <summary>Runs <c>crm</c>, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> CrmAsync(params string[] line)
    {
        await using var process = Start("Crm.Console", line);
        var code = await process.EndAsync(CommandLimit);
        Assert.That(code, Is.Zero, () => $"crm {string.Join(' ', line.Take(6))}\n{process.Output}\n{process.Error}\n{WorkerState()}");
        return process.Output;
    }

    /// <summary>Runs <c>crm … --json</c>, which must succeed.</summary>
    public async Task<JsonElement> JsonAsync(params string[] line) => JsonElement.Parse(await CrmAsync([.. line, "--json"]));

    /// <summary>Asks <c>crm … --json</c> until the answer is as wanted.</summary>
    public Task<JsonElement> UntilAsync(string what, Func<JsonElement, bool> isWanted, params string[] line) =>
        Eventually.AsyncOf(() => JsonAsync(line), isWanted, what, WorkerState);

    /// <summary>Waits until the mail server has taken as many messages to a domain.</summary>
    public Task<IReadOnlyList<SmtpMessage>> MailAsync(string domain, int count) =>
        Eventually.AsyncOf(
            () =>
                Task.FromResult<IReadOnlyList<SmtpMessage>>([
                    .. Servers.ReadSmtpLog().Where(mail => mail.To.Any(to => to.EndsWith(domain, StringComparison.Ordinal))),
                ]),
            mails => mails.Count >= count,
            $"{count} messages have arrived",
            WorkerState
        );

    /// <summary>Starts the worker.</summary>
    public void StartWorker() => worker = Start("Crm.Worker", []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
            await worker.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private HostProcess Start(string host, IEnumerable<string> line) =>
        HostProcess.Start("dotnet", [Repository.Host(host), .. line], Repository.Root, environment);

    private string WorkerState() =>
        worker is null
            ? "The worker was not started."
            : $"The worker {(worker.IsRunning ? "runs" : "has ended")}; it said:\n{Tail(worker.Output)}\n{Tail(worker.Error)}";

    private static string Tail(string text) => text.Length <= 4000 ? text : text[^4000..];
}
