using System.Text.Json;

namespace Crm.Tests.Hosts;

/// <summary>The command in this process, in production wiring, on a data folder of its own.</summary>
internal sealed class ConsoleHarness : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("crm-console-").FullName;

    /// <summary>The data folder, for files of a test.</summary>
    public string Folder => folder;

    /// <summary>Settings of each call.</summary>
    public List<string> Settings { get; } = [];

    /// <summary>The environment of the host.</summary>
    public string Environment { get; set; } = "Production";

    /// <summary>What comes from standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>A harness whose tenant is set up: Acme, in Berlin, with the administrator Anna and a mailbox.</summary>
    /// <param name="settings">Settings of each call, such as another database.</param>
    public static async Task<ConsoleHarness> CreateAsync(params string[] settings)
    {
        var harness = new ConsoleHarness();
        harness.Settings.AddRange(settings);
        await harness.OkAsync(
            "setup",
            "--name",
            "Acme",
            "--admin-name",
            "Anna Admin",
            "--admin-email",
            "anna@acme.test",
            "--zone",
            "Europe/Berlin",
            "--mailbox",
            "sales@acme.test"
        );
        return harness;
    }

    /// <summary>Runs a line.</summary>
    public async Task<ConsoleAnswer> RunAsync(params string[] line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var streams = new ConsoleStreams(output, error)
        {
            Input = new StringReader(Input),
            Configure = builder => builder.Environment.EnvironmentName = Environment,
        };
        var settings = Settings.Prepend($"Crm:Data={folder}").SelectMany(setting => new[] { "--config", setting });
        var code = await new CrmCommand(streams).RunAsync([.. line, .. settings], CancellationToken.None);
        return new ConsoleAnswer(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a line that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> OkAsync(params string[] line)
    {
        var answer = await RunAsync(line);
        Assert.That(answer, Has.Property(nameof(ConsoleAnswer.Code)).EqualTo(0), $"crm {string.Join(' ', line)}\n{answer.Output}\n{answer.Error}");
        return answer.Output;
    }

    /// <summary>Runs a line that must succeed, with <c>--json</c>.</summary>
    public async Task<JsonElement> JsonAsync(params string[] line) => JsonElement.Parse(await OkAsync([.. line, "--json"]));

    /// <summary>Writes a file into the folder.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What a line came to.</summary>
internal sealed record ConsoleAnswer(int Code, string Output, string Error)
{
    /// <summary>The one line on stderr.</summary>
    public string ErrorLine => Error.TrimEnd('\n', '\r');
}
