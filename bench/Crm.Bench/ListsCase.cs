using System.Diagnostics;
using System.Globalization;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Bench;

/// <summary>
/// What the pages read, on PostgreSQL, as whole use cases: lists, filters, search, timelines with a million contacts and ten million activities against ten thousand contacts; combined filters and a board with a
/// hundred thousand open deals in milliseconds; and that no large table was walked over.
/// </summary>
internal sealed class ListsCase(Report report, bool isQuick)
{
    private const int Small = 10_000;
    private const double MoreAtMost = 5;
    private const double MostMilliseconds = 300;

    private readonly int large = isQuick ? 100_000 : 1_000_000;
    private readonly int deals = isQuick ? 10_000 : 100_000;
    private readonly int calls = isQuick ? 20 : 60;

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        await using var smallDatabase = await BenchDatabase.CreateAsync(isPostgres: true);
        await using var largeDatabase = await BenchDatabase.CreateAsync(isPostgres: true);
        await using var few = BenchEngine.On(smallDatabase);
        await using var many = BenchEngine.On(largeDatabase);
        var started = Stopwatch.GetTimestamp();
        await FillAsync(new LargeTenant(smallDatabase, Small, Small / 10), few, smallDatabase);
        await FillAsync(new LargeTenant(largeDatabase, large, deals), many, largeDatabase);
        report.Note(
            $"Lists: {Report.Number(large)} contacts with {Report.Number((double)large * LargeTenant.ActivitiesEach)} activities were written in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, and are not measured."
        );
        var walked = await WalkedAsync(largeDatabase);
        foreach (var read in await ReadsAsync(few, many))
            await CompareAsync(read, few, many);
        walked = await WalkedAsync(largeDatabase) - walked;
        report.Bar("Lists, filters, search, timelines: sequential scans of large tables", Report.Number(walked), "0", walked == 0);
        foreach (var (name, read) in Combined())
        {
            var time = Report.Median(await TimeAsync(many, read));
            report.Bar($"{name}, {Report.Number(large)} contacts", Milliseconds(time), $"≤ {MostMilliseconds:0} ms", time <= MostMilliseconds);
        }
        report.Figure(
            $"Text within a name or address and nothing else, {Report.Number(large)} contacts",
            Milliseconds(Report.Median(await TimeAsync(many, TextWithin)))
        );
    }

    /// <summary>No index helps there: every name and address is looked at. People search by the beginnings of words.</summary>
    private static Func<BenchEngine, Task<int>> TextWithin => List(new ListRecordsInput(RecordType.Contact) { Search = "ansenbachs" });

    private static async Task FillAsync(LargeTenant tenant, BenchEngine engine, BenchDatabase database)
    {
        await tenant.WriteAsync(engine.Store);
        await database.SettleAsync();
        await tenant.CheckAsync(engine);
    }

    private static async Task<IReadOnlyList<Read>> ReadsAsync(BenchEngine few, BenchEngine many)
    {
        var reads = new List<Read>
        {
            new("List by name", List(new ListRecordsInput(RecordType.Contact))),
            new("List by last activity", List(new ListRecordsInput(RecordType.Contact) { Sort = RecordSort.LastTouched })),
            new("List of an owner", List(new ListRecordsInput(RecordType.Contact) { Owner = LargeTenant.MemberAt(5) })),
            new("List by an indexed field", List(Segment("s7"))),
            new(
                "List, not touched for 360 days",
                List(new ListRecordsInput(RecordType.Contact) { UntouchedForDays = 360, Sort = RecordSort.LongestUntouched })
            ),
            new("List of a rep who sees the rep's own", List(new ListRecordsInput(RecordType.Contact), isRep: true)),
            new("Search by the beginning of a word", Search("bertas")),
            new("Search by two words", Search("ben kol")),
            new("Search by an address", Search("bertastein")),
            new("Search of a rep who sees the rep's own", Search("berta", isRep: true)),
            new("Timeline of a contact", Timeline(LargeTenant.ContactAt(77))),
            new("Timeline of a company", Timeline(LargeTenant.CompanyAt(7))),
        };
        var (cursorFew, cursorMany) = (await HalfwayAsync(few, Small), await HalfwayAsync(many, Small * 5));
        reads.Add(
            new Read(
                "List by name, thousands of rows down",
                engine => List(new ListRecordsInput(RecordType.Contact) { Page = new PageRequest(50, engine == few ? cursorFew : cursorMany) })(engine)
            )
        );
        return reads;
    }

    private static IEnumerable<(string Name, Func<BenchEngine, Task<int>> Read)> Combined() =>
        [
            ("Owner, field and untouched for 90 days", List(Segment("s7") with { Owner = LargeTenant.MemberAt(8), UntouchedForDays = 90 })),
            ("Not touched for 360 days, by name", List(new ListRecordsInput(RecordType.Contact) { UntouchedForDays = 360 })),
            ("Owner, field, text within the name", List(Segment("s7") with { Owner = LargeTenant.MemberAt(8), Search = "stein" })),
            ("Field and untouched for 300 days, by last activity", List(Segment("s7") with { UntouchedForDays = 300, Sort = RecordSort.LongestUntouched })),
            ("A rep's own by field, sorted by last change", List(Segment("s1") with { Sort = RecordSort.LastChanged }, isRep: true)),
            ("Board with 100,000 open deals", Board(isRep: false)),
            ("Board of a rep among 100,000 open deals", Board(isRep: true)),
        ];

    private static ListRecordsInput Segment(string value) => new(RecordType.Contact) { Custom = new Dictionary<string, string> { ["segment"] = value } };

    private static Func<BenchEngine, Task<int>> List(ListRecordsInput input, bool isRep = false) =>
        async engine => (await engine.RunAsync((ListRecords list) => list.ExecuteAsync(Caller(isRep), input, CancellationToken.None))).Rows.Count;

    private static Func<BenchEngine, Task<int>> Search(string text, bool isRep = false) =>
        async engine =>
            (await engine.RunAsync((SearchRecords search) => search.ExecuteAsync(Caller(isRep), new SearchInput(text), CancellationToken.None))).Count;

    private static Func<BenchEngine, Task<int>> Timeline(RecordRef record) =>
        async engine =>
            (await engine.RunAsync((GetTimeline get) => get.ExecuteAsync(Caller(isRep: false), new GetTimelineInput(record), CancellationToken.None)))
                .Rows
                .Count;

    private static Func<BenchEngine, Task<int>> Board(bool isRep) =>
        async engine =>
            (await engine.RunAsync((DealsBoard board) => board.ExecuteAsync(Caller(isRep), new DealsBoardInput(), CancellationToken.None))).Open.Sum(stage =>
                stage.Deals.Count
            );

    private static Caller Caller(bool isRep) => isRep ? LargeTenant.Rep : LargeTenant.Administrator;

    private static async Task<string> HalfwayAsync(BenchEngine engine, int rows)
    {
        string? cursor = null;
        for (var left = rows / 2; left > 0; left -= 200)
            cursor = (
                await engine.RunAsync(
                    (ListRecords list) =>
                        list.ExecuteAsync(
                            LargeTenant.Administrator,
                            new ListRecordsInput(RecordType.Contact) { Page = new PageRequest(200, cursor) },
                            CancellationToken.None
                        )
                )
            ).Next;
        return cursor!;
    }

    private async Task CompareAsync(Read read, BenchEngine few, BenchEngine many)
    {
        var (small, big) = (new List<double>(), new List<double>());
        await TimeAsync(few, read.Call);
        await TimeAsync(many, read.Call);
        // Call by call in turns: what else runs on the machine meets both alike.
        for (var call = 0; call < calls; call++)
        {
            small.Add(await OnceAsync(few, read.Call));
            big.Add(await OnceAsync(many, read.Call));
        }
        var (less, more) = (Report.Median(small), Report.Median(big));
        report.Bar(
            $"{read.Name}: {Report.Number(large)} contacts / {Report.Number(Small)}",
            $"{Milliseconds(more)} / {Milliseconds(less)}",
            $"≤ 1.5 ×, or + {MoreAtMost:0} ms",
            more <= less * 1.5 || more <= less + MoreAtMost
        );
    }

    private async Task<List<double>> TimeAsync(BenchEngine engine, Func<BenchEngine, Task<int>> read)
    {
        var times = new List<double>();
        for (var call = 0; call < calls / 4; call++)
            times.Add(await OnceAsync(engine, read));
        return times;
    }

    private static async Task<double> OnceAsync(BenchEngine engine, Func<BenchEngine, Task<int>> read)
    {
        var started = Stopwatch.GetTimestamp();
        if (await read(engine) == 0)
            throw new InvalidOperationException("Nothing was found: the figure would be of nothing.");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>How often the tables that grow with a tenant were walked over from one end to the other.</summary>
    private static async Task<long> WalkedAsync(BenchDatabase database)
    {
        // A session tells what it did when it has been idle for ten seconds.
        await Task.Delay(TimeSpan.FromSeconds(11));
        return (long)
            await database.ScalarAsync<decimal>(
                "select sum(seq_scan) from pg_stat_user_tables where relname in ('crm_record', 'crm_activity', 'crm_timeline_entry', 'crm_contact_point', 'crm_custom_value', 'crm_name_word', 'crm_last_touch')"
            );
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    /// <summary>Something that pages read.</summary>
    private sealed record Read(string Name, Func<BenchEngine, Task<int>> Call);
}
