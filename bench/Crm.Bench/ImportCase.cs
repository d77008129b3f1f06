using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Crm.Bench;

/// <summary>The import of 8,800 deals with companies, owners, products and stage histories, by the console as a user runs it: process start to process end.</summary>
internal sealed class ImportCase(Report report, bool isPostgres, bool isQuick)
{
    private const int Deals = 8_800;
    private const int Companies = 85;
    private const int Members = 35;
    private static readonly string[] Products = ["GTX Basic", "GTX Pro", "MG Special", "MG Advanced", "GTX Plus Basic", "GTX Plus Pro", "GTK 500"];

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-import-").FullName;
        try
        {
            await WriteFilesAsync(folder);
            var (seconds, used) = (new List<double>(), new List<(double Cpu, double Peak)>());
            for (var round = 0; round < (isQuick ? 1 : 5); round++)
            {
                await using var database = await BenchDatabase.CreateEmptyAsync(isPostgres);
                await ConsoleAsync(folder, database, "setup", "--admin-email", "grace@bench.example", "--zone", "Europe/Berlin");
                await ConsoleAsync(folder, database, "import", "csv", "members.csv", "--map", "members.yaml");
                await ConsoleAsync(folder, database, "import", "csv", "companies.csv", "--map", "companies.yaml");
                await ConsoleAsync(folder, database, "import", "csv", "products.csv", "--map", "products.yaml");
                var started = Stopwatch.GetTimestamp();
                used.Add(await ConsoleAsync(folder, database, "import", "csv", "deals.csv", "--map", "deals.yaml"));
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                var stored = await database.ScalarAsync<long>("select count(*) from crm_record where type = 'Deal'");
                if (stored != Deals)
                    throw new InvalidOperationException($"{stored} deals are stored, {Deals} were imported.");
            }
            Tell(seconds, used);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Tell(List<double> seconds, List<(double Cpu, double Peak)> used)
    {
        var name = isPostgres ? "PostgreSQL" : "SQLite";
        var (time, peak) = (Report.Median(seconds), Report.Median(used.Select(one => one.Peak)));
        report.Bar(
            $"{name}: import of {Deals:#,0} deals by the console, process start to end",
            $"{time.ToString("0.0", CultureInfo.InvariantCulture)} s",
            "≤ 10 s",
            time <= 10
        );
        report.Bar($"{name}: that process's peak memory (VmHWM)", $"{Report.Number(peak)} MB", "≤ 300 MB", peak <= 300);
        report.Note($"{name}: the importing process used {Report.Median(used.Select(one => one.Cpu)).ToString("0.0", CultureInfo.InvariantCulture)} s of CPU.");
    }

    private static async Task<(double Cpu, double Peak)> ConsoleAsync(string folder, BenchDatabase database, params string[] arguments)
    {
        await using var console = HostProcess.Start("Crm.Console", folder, database, arguments);
        await console.EndAsync();
        return (console.CpuSeconds, console.PeakMegabytes);
    }

    private static async Task WriteFilesAsync(string folder)
    {
        var random = new Random(11);
        var deals = new StringBuilder("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n");
        for (var number = 0; number < Deals; number++)
        {
            var stage = random.Next(100) switch
            {
                < 48 => "Won",
                < 76 => "Lost",
                < 94 => "Engaging",
                _ => "Prospecting",
            };
            var engaged = new DateOnly(2025, 10, 20).AddDays(random.Next(430));
            var isClosed = stage is "Won" or "Lost";
            var account = !isClosed && random.Next(3) > 0 ? "" : $"Customer {random.Next(Companies)} Ltd";
            deals.Append(
                CultureInfo.InvariantCulture,
                $"OPP{number:D6},Agent {random.Next(Members)},{Products[random.Next(Products.Length)]},{account},{stage},{(stage == "Prospecting" ? "" : $"{engaged:yyyy-MM-dd}")},{(isClosed ? $"{engaged.AddDays(random.Next(130)):yyyy-MM-dd}" : "")},{(stage == "Won" ? random.Next(30, 30_000) : isClosed ? 0 : "")}\n"
            );
        }
        var files = new Dictionary<string, string>
        {
            ["deals.csv"] = deals.ToString(),
            ["deals.yaml"] = """
                import: deals
                system: bench
                columns:
                  opportunity_id: reference
                  sales_agent: owner
                  product: product
                  account: company
                  deal_stage: stage
                  close_value: amount
                  close_date: closed_on
                values:
                  stage: { Prospecting: prospecting, Engaging: engaging, Won: won, Lost: lost }
                set:
                  name: "{product} {opportunity_id}"
                  currency: USD
                history:
                  - { stage: engaging, on: engage_date }
                  - { stage: "{deal_stage}", on: close_date }
                fields:
                  product: { kind: choice, indexed: true }
                """,
            ["companies.csv"] = "account,sector\n" + string.Concat(Enumerable.Range(0, Companies).Select(number => $"Customer {number} Ltd,retail\n")),
            ["companies.yaml"] = "import: companies\nsystem: bench\ncolumns:\n  account: name\n  sector: industry\n",
            ["members.csv"] = "sales_agent\n" + string.Concat(Enumerable.Range(0, Members).Select(number => $"Agent {number}\n")),
            ["members.yaml"] = "import: members\nsystem: bench\ncolumns:\n  sales_agent: name\n",
            ["products.yaml"] = "import: choices\nfor: deal.product\ncolumns:\n  product: value\n",
            ["products.csv"] = "product\n" + string.Concat(Products.Select(product => product + "\n")),
        };
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
    }
}
