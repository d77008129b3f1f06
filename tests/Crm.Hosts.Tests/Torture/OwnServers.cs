using System.Diagnostics;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Torture;

/// <summary>Servers of one test's own, which it may end without a farewell; those that the tests share are never touched.</summary>
internal sealed class OwnServers : IAsyncDisposable
{
    private readonly string folder;
    private readonly Dictionary<string, string> variables = [];

    private OwnServers(string folder) => this.folder = folder;

    /// <summary>An Npgsql connection string of a superuser.</summary>
    public string Postgres => variables["CRM_TEST_POSTGRES"];

    /// <summary>The broker's amqp URI.</summary>
    public string RabbitMq => variables["CRM_TEST_RABBITMQ"];

    /// <summary>Starts servers, as <c>tests/servers.sh</c> names them.</summary>
    public static async Task<OwnServers> StartAsync(params string[] names)
    {
        // Within the folder of the shared ones, so that whoever stops those finds these too, should this process be killed.
        var servers = new OwnServers(Path.Combine(Servers.Require(Servers.Folder), $"own-{Path.GetRandomFileName()}"));
        Directory.CreateDirectory(servers.folder);
        foreach (var line in (await servers.RunAsync(["start", servers.folder, .. names])).Split('\n'))
            if (line.Split('=', 2) is [var name, var value] && name.StartsWith("export ", StringComparison.Ordinal))
                servers.variables[name["export ".Length..]] = value.Trim('\'');
        return servers;
    }

    /// <summary>Ends a server as a power cut does and starts it again at the same address.</summary>
    public Task RestartAsync(string name) => RunAsync(["restart", folder, name]);

    public async ValueTask DisposeAsync() => await RunAsync(["stop", folder]);

    private async Task<string> RunAsync(IReadOnlyList<string> arguments)
    {
        var log = Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(folder)}.log");
        // What is started outlives the script and would hold a pipe open, so the output goes to a file.
        var start = new ProcessStartInfo("bash", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, Repository.At("tests", "servers.sh"), .. arguments]);
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync();
        var output = await File.ReadAllTextAsync(log);
        File.Delete(log);
        Assert.That(script.ExitCode, Is.Zero, output);
        return output;
    }
}
