using System.Diagnostics;
using System.Text;
using Crm.Stores;

namespace Crm.Tests.Hosts.Torture;

/// <summary>The real worker host as a process of its own.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly string folder;

    private WorkerProcess(Process process, string folder) => (this.process, this.folder) = (process, folder);

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a worker.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="smtpPort">Where it sends mail to, on this machine.</param>
    /// <param name="lease">How long it holds a message.</param>
    /// <param name="more">What else is configured, such as <see cref="KillSites.Variable"/>, where it kills itself; a later value wins.</param>
    public static WorkerProcess Start(DatabaseOptions database, int smtpPort, TimeSpan lease, params IReadOnlyList<(string Key, string Value)> more)
    {
        var folder = Directory.CreateTempSubdirectory("crm-worker-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Worker.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (
            var (key, value) in (IEnumerable<(string, string)>)
                [
                    ("DOTNET_ENVIRONMENT", "Development"),
                    ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location),
                    ("Logging__LogLevel__Default", "Warning"),
                    ("Crm__Data", folder),
                    ("Crm__Database__Provider", database.Provider),
                    ("Crm__Database__Connection", database.Connection),
                    ("Crm__Sequences__BatchSize", "2"),
                    ("Crm__Sender__Lease", lease.ToString("c")),
                    ("Crm__Relay__Lease", lease.ToString("c")),
                    ("Crm__Plugins__Settings__crm_mail__Host", "127.0.0.1"),
                    ("Crm__Plugins__Settings__crm_mail__Port", $"{smtpPort}"),
                    ("Crm__Plugins__Settings__crm_mail__Security", "none"),
                    .. more,
                ]
        )
            start.Environment[key] = value;
        var worker = new WorkerProcess(new Process { StartInfo = start }, folder);
        worker.process.OutputDataReceived += (_, line) => worker.Keep(line.Data);
        worker.process.ErrorDataReceived += (_, line) => worker.Keep(line.Data);
        worker.process.Start();
        worker.process.BeginOutputReadLine();
        worker.process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill() => process.Kill();

    /// <summary>Puts it to sleep (SIGSTOP): none of its threads runs, its connections stay open.</summary>
    public Task SleepAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on where it was (SIGCONT).</summary>
    public Task WakeAsync() => SignalAsync("CONT");

    /// <summary>Waits until it is dead.</summary>
    public async Task DieAsync(TimeSpan patience, string site)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The worker did not come to {site} within {patience}.\n{Output}");
        }
        Assert.That(process.ExitCode, Is.EqualTo(128 + 9), $"killed at {site}\n{Output}");
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var sending = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await sending.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
