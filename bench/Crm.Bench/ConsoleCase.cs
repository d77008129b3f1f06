using System.Globalization;

namespace Crm.Bench;

/// <summary>The two commands that people type one after another, by the published console: what each costs from process start to process end.</summary>
internal sealed class ConsoleCase(Report report, bool isPostgres, bool isQuick)
{
    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("log call", ["log", "call", "contact:ada@bench.example", "--outcome", "connected", "--duration", "25m", "--note", "Wants an offer."]),
        ("timeline", ["timeline", "contact:ada@bench.example"]),
    ];

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-console-").FullName;
        try
        {
            await using var database = await BenchDatabase.CreateEmptyAsync(isPostgres);
            await RunAsync(folder, database, "setup", "--admin-email", "grace@bench.example");
            await RunAsync(folder, database, "record", "add", "contact", "--set", "first_name=Ada", "--set", "email=ada@bench.example");
            foreach (var (name, arguments) in Commands)
                await MeasureAsync(folder, database, name, arguments);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureAsync(string folder, BenchDatabase database, string name, string[] arguments)
    {
        List<(double Cpu, double Peak)> used = [];
        for (var round = 0; round < (isQuick ? 3 : 7); round++)
            used.Add(await RunAsync(folder, database, arguments));
        var (cpu, peak) = (Report.Median(used.Select(one => one.Cpu)), Report.Median(used.Select(one => one.Peak)));
        var command = $"{(isPostgres ? "PostgreSQL" : "SQLite")}: crm {name}";
        report.Bar($"{command}, CPU of the process", $"{cpu.ToString("0.00", CultureInfo.InvariantCulture)} s", "≤ 0.6 s", cpu <= 0.6);
        report.Bar($"{command}, peak memory (VmHWM)", $"{Report.Number(peak)} MB", "≤ 110 MB", peak <= 110);
    }

    private static async Task<(double Cpu, double Peak)> RunAsync(string folder, BenchDatabase database, params string[] arguments)
    {
        await using var console = HostProcess.Start("Crm.Console", folder, database, arguments);
        await console.EndAsync();
        return (console.CpuSeconds, console.PeakMegabytes);
    }
}
