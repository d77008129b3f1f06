using System.Diagnostics;
using System.Globalization;

namespace Crm.Bench;

/// <summary>A host as teams run it: published, a process of its own, in a folder of its own, with the database in its environment.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private string? heapFile;

    private HostProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The most memory that it had so far, in MB, as the kernel counted it.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>Seconds of CPU that it had so far; other than its time, neighbors on the machine hardly change it.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Starts the published host.</summary>
    /// <param name="name">The host's project.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="database">Its database.</param>
    /// <param name="arguments">Its arguments.</param>
    public static HostProcess Start(string name, string folder, BenchDatabase database, params string[] arguments) =>
        Start(name, folder, database, heapFile: null, arguments);

    /// <summary>The same, of a host that <see cref="StartupHook"/> watches.</summary>
    /// <param name="name">The host's project.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="database">Its database.</param>
    /// <param name="heapFile">Where <see cref="MeasureHeapAsync"/> finds its heap; null where that is not asked for.</param>
    /// <param name="arguments">Its arguments.</param>
    public static HostProcess Start(string name, string folder, BenchDatabase database, string? heapFile, string[] arguments)
    {
        var hosts =
            Environment.GetEnvironmentVariable("CRM_BENCH_HOSTS") ?? throw new InvalidOperationException("CRM_BENCH_HOSTS is not set; see bench/run.sh.");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(hosts, name, name + ".dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["Crm__Data"] = folder;
        start.Environment["Crm__Database__Provider"] = database.Options.Provider;
        start.Environment["Crm__Database__Connection"] = database.Options.Connection;
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        if (heapFile is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.File] = heapFile;
        }
        return new HostProcess(Process.Start(start)!) { heapFile = heapFile };
    }

    /// <summary>Waits for its end, with an eye on its memory.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> EndAsync()
    {
        while (!process.HasExited)
        {
            ReadUse();
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(5));
        }
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended with {process.ExitCode}: {await errors} {await output}");
        return await output;
    }

    /// <summary>Whether it has ended.</summary>
    /// <exception cref="InvalidOperationException">It has.</exception>
    public async Task DemandRunningAsync()
    {
        ReadUse();
        if (process.HasExited)
            throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended with {process.ExitCode}: {await errors} {await output}");
    }

    /// <summary>Its managed heap after a full collection, in MB.</summary>
    public async Task<double> MeasureHeapAsync()
    {
        File.Delete(heapFile!);
        using (var kill = Process.Start("kill", ["-CONT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        while (!File.Exists(heapFile))
        {
            await DemandRunningAsync();
            await Task.Delay(20);
        }
        return double.Parse(await File.ReadAllTextAsync(heapFile!), CultureInfo.InvariantCulture) / (1024 * 1024);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private void ReadUse()
    {
        try
        {
            // proc(5): VmHWM, the peak of the resident set, in kB.
            foreach (var line in File.ReadLines($"/proc/{process.Id}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    PeakMegabytes =
                        double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1], CultureInfo.InvariantCulture)
                        / 1024;
            // proc(5): utime and stime, fields 14 and 15, in hundredths of a second.
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            CpuSeconds = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ended in between: the last reading counts.
        }
    }
}
