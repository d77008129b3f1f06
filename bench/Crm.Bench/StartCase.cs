using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench;

/// <summary>The web host on a database that it was started on before: from process start until <c>/health/ready</c> says yes.</summary>
internal sealed class StartCase(Report report, bool isPostgres, bool isQuick)
{
    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-start-").FullName;
        try
        {
            await using var database = await BenchDatabase.CreateEmptyAsync(isPostgres);
            await using (var console = HostProcess.Start("Crm.Console", folder, database, "setup", "--admin-email", "grace@bench.example"))
                await console.EndAsync();
            var first = await StartAsync(folder, database);
            var starts = new List<(double Time, double Cpu)>();
            for (var round = 0; round < (isQuick ? 3 : 5); round++)
                starts.Add(await StartAsync(folder, database));
            var median = Report.Median(starts.Select(start => start.Time));
            var name = isPostgres ? "PostgreSQL" : "SQLite";
            report.Bar($"{name}: second start of the web host until /health/ready", $"{Seconds(median)} s", "≤ 2 s", median <= 2);
            report.Note(
                $"{name}: the web host's first start took {Seconds(first.Time)} s, the following {string.Join(", ", starts.Select(start => Seconds(start.Time)))} s with {Seconds(Report.Median(starts.Select(start => start.Cpu)))} s of CPU; published for this runtime, so compiled ahead of time."
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Time, double Cpu)> StartAsync(string folder, BenchDatabase database)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var started = Stopwatch.GetTimestamp();
        await using var web = HostProcess.Start("Crm.Web", folder, database, "--urls", address);
        await UntilReadyAsync(web, address);
        var time = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await web.DemandRunningAsync();
        return (time, web.CpuSeconds);
    }

    /// <summary>Waits until a web host says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready within a minute.</exception>
    public static async Task UntilReadyAsync(HostProcess web, string address)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
        {
            await web.DemandRunningAsync();
            try
            {
                using var response = await client.GetAsync(new Uri(address + "/health/ready"));
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }
            await Task.Delay(10);
        }
        throw new InvalidOperationException("The web host was not ready within a minute.");
    }

    /// <summary>A port of this machine on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
