using System.Diagnostics;
using System.Globalization;
using Crm.Sequences;
using Crm.Sequences.Running;
using Npgsql;

namespace Crm.Bench;

/// <summary>
/// The runner against a hand-written limit that writes the same rows: both in one process, one after the other in one fresh copy of a database, in turns first.
/// Of 200,000 enrollments each has 30,000 due; each of them gets its step execution, its call task, the task's two timeline entries, its event, its next step.
/// </summary>
internal sealed class RunnerCase(Report report, bool isPostgres, bool isQuick)
{
    private const int Batch = 500;
    private const int WarmUp = 2_000;
    private static readonly DateTimeOffset WarmUpAt = BenchTenant.Start.AddDays(1);
    private static readonly DateTimeOffset FirstAt = BenchTenant.Start.AddDays(2);
    private static readonly DateTimeOffset SecondAt = BenchTenant.Start.AddDays(3);
    private static readonly DateTimeOffset Never = BenchTenant.Start.AddDays(30);

    private readonly BenchTenant tenant = new();
    private readonly int enrolled = isQuick ? 40_000 : 200_000;
    private readonly int due = isQuick ? 6_000 : 30_000;
    private readonly int rounds =
        int.TryParse(Environment.GetEnvironmentVariable("CRM_BENCH_ROUNDS"), CultureInfo.InvariantCulture, out var given) ? given
        : isQuick ? 3
        : 5;

    private string Name => isPostgres ? "PostgreSQL" : "SQLite";

    private int Workers => isPostgres ? 2 : 1;

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        await using var template = await BenchDatabase.CreateAsync(isPostgres);
        await FillAsync(template);
        List<Round> done = [];
        for (var round = 0; round < rounds; round++)
        {
            await using var database = await template.CopyAsync();
            done.Add(await MeasureAsync(database, engineFirst: round % 2 == 0, isFirst: round == 0));
        }
        Tell(done);
    }

    private void Tell(List<Round> done)
    {
        var ratio = Report.Median(done.Select(round => round.Engine.Rate / round.Limit.Rate));
        var cpu = Report.Median(done.Select(round => round.Limit.Cpu / round.Engine.Cpu));
        var transactions = Report.Median(done.Select(round => round.Engine.Transactions));
        report.Bar(
            $"{Name}: runner / hand-written limit, steps per second",
            Report.Ratio(ratio),
            isPostgres ? "≥ 0.60" : "≥ 0.80",
            ratio >= (isPostgres ? 0.60 : 0.80)
        );
        report.Figure($"{Name}: limit's CPU / runner's CPU per step", Report.Ratio(cpu));
        report.Figure($"{Name}: runner, steps per second", Report.Number(Report.Median(done.Select(round => round.Engine.Rate))));
        report.Figure($"{Name}: limit, steps per second", Report.Number(Report.Median(done.Select(round => round.Limit.Rate))));
        report.Bar(
            $"{Name}: transactions per enrollment",
            transactions.ToString("0.0000", CultureInfo.InvariantCulture),
            "≤ 0.02 (goal 0.01)",
            transactions <= 0.02
        );
        report.Note(
            $"{Name}: ratios of the {done.Count} rounds: {string.Join(", ", done.Select(round => Report.Ratio(round.Engine.Rate / round.Limit.Rate)))}."
        );
        report.Note($"{Name}: CPU per step, process + database: runner {Cpu(round => round.Engine)}, limit {Cpu(round => round.Limit)}.");
        report.Note(
            $"{Name}: {due:#,0} of {enrolled:#,0} enrollments due for each, {Workers} worker{(Workers > 1 ? "s" : "")}, batches of {Batch}; after every round both had written the same number of rows in every table, with the same columns set, and every step once."
        );

        string Cpu(Func<Round, Figures> of) =>
            $"{Report.Number(Report.Median(done.Select(round => of(round).Own)))} + {Report.Number(Report.Median(done.Select(round => of(round).Server)))} µs";
    }

    private async Task FillAsync(BenchDatabase database)
    {
        await using (var engine = BenchEngine.On(database))
        {
            await tenant.WriteAsync(engine.Store);
            var companies = Enumerable.Range(0, due / 5).Select(tenant.NewCompany).ToList();
            var contacts = Enumerable.Range(0, (due + WarmUp) * 2).Select(number => tenant.NewContact(number, companies[number % companies.Count].Id)).ToList();
            // Due ones lie between others, in no order of contacts, as they would.
            var enrollments = Enumerable.Range(0, enrolled).Select(number => tenant.NewEnrollment(contacts[number % contacts.Count], Never)).ToArray();
            new Random(7).Shuffle(enrollments);
            for (var index = 0; index < contacts.Count; index++)
            {
                var (moment, rank) =
                    index < 2 * WarmUp ? (WarmUpAt.AddHours(index / WarmUp), index)
                    : index < (2 * WarmUp) + due ? (FirstAt, index)
                    : (SecondAt, index);
                var contact = contacts[index];
                enrollments[index] = enrollments[index] with
                {
                    Record = contact.Id,
                    Recipient = contact.Id,
                    AddressHash = Messages.AddressHash.Of(contact.Email!),
                    DueAt = moment.AddSeconds(rank % 3600 - 3600),
                };
            }
            Array.Sort(enrollments, (left, right) => left.Id.Value.CompareTo(right.Id.Value));
            await tenant.InsertAsync(engine.Store, companies);
            await tenant.InsertAsync(engine.Store, contacts);
            await tenant.InsertAsync(engine.Store, enrollments);
        }
        await database.SettleAsync();
    }

    private async Task<Round> MeasureAsync(BenchDatabase database, bool engineFirst, bool isFirst)
    {
        await using var engine = BenchEngine.On(database);
        await using var limit = isPostgres
            ? (IRunnerLimit)new PostgresRunnerLimit(database.ConnectionString, tenant)
            : new SqliteRunnerLimit(database.ConnectionString, tenant);
        await EngineAsync(engine, WarmUpAt, database);
        await LimitAsync(limit, WarmUpAt.AddHours(1), database);
        Figures? ofEngine = null;
        Figures? ofLimit = null;
        foreach (var turn in new[] { engineFirst, !engineFirst })
        {
            var now = ofEngine is null && ofLimit is null ? FirstAt : SecondAt;
            await database.CheckpointAsync();
            GC.Collect();
            if (turn)
                ofEngine = await EngineAsync(engine, now, database);
            else
                ofLimit = await LimitAsync(limit, now, database);
        }
        await RunnerRows.CheckAsync(database, due, engineFirst ? FirstAt : SecondAt, engineFirst ? SecondAt : FirstAt, isFirst ? report : null);
        return new Round(ofEngine!, ofLimit!);
    }

    private async Task<Figures> EngineAsync(BenchEngine engine, DateTimeOffset now, BenchDatabase database)
    {
        engine.Now = now;
        var runner = engine.Get<SequenceRunner>();
        var transactions = 0;
        return await TimeAsync(
            database,
            async () =>
            {
                var done = 0;
                while (await runner.RunOnceAsync(Batch, CancellationToken.None) is var counts && counts.Decided > 0)
                {
                    done += counts.Decided;
                    Interlocked.Add(ref transactions, counts.Transactions);
                }
                return done;
            },
            () => transactions
        );
    }

    private Task<Figures> LimitAsync(IRunnerLimit limit, DateTimeOffset now, BenchDatabase database) =>
        TimeAsync(
            database,
            async () =>
            {
                var done = 0;
                while (await limit.RunOnceAsync(now, Batch) is var count && count > 0)
                    done += count;
                return done;
            },
            () => 0
        );

    private async Task<Figures> TimeAsync(BenchDatabase database, Func<Task<int>> work, Func<int> transactions)
    {
        var cpu = await database.CpuAsync();
        var started = Stopwatch.GetTimestamp();
        var done = (await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(work)))).Sum();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (own, server) = await database.CpuAsync();
        return new Figures(done / elapsed.TotalSeconds, (own - cpu.Own) / done, (server - cpu.Server) / done, (double)transactions() / done);
    }

    /// <summary>Steps per second, microseconds of CPU per step here and in the database's sessions, transactions per step.</summary>
    private sealed record Figures(double Rate, double Own, double Server, double Transactions)
    {
        public double Cpu => Own + Server;
    }

    private sealed record Round(Figures Engine, Figures Limit);
}

/// <summary>What no mapper can beat: written by hand for exactly this step, without plugins, templates, rules.</summary>
internal interface IRunnerLimit : IAsyncDisposable
{
    /// <summary>Claims, writes and commits one batch.</summary>
    /// <returns>How many it were.</returns>
    Task<int> RunOnceAsync(DateTimeOffset now, int max);
}
