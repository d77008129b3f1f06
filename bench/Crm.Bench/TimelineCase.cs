using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Activity = Crm.Activities.Activity;

namespace Crm.Bench;

/// <summary>A page of 50 of a company's timeline, on PostgreSQL: with 1,000 contacts and 100,000 rolled-up activities against one with 100, against the query by hand, at depth.</summary>
internal sealed class TimelineCase(Report report, bool isQuick)
{
    private const int PageSize = 50;

    /// <summary>The query as the index wants it, in a transaction like the engine's: read only to one moment, as the tenant under row-level security.</summary>
    private const string ByHand = """
        select id, record, tenant, occurred_at, kind, type_key, via, subject, snippet, badges, outcome, duration_seconds, state, direction, author, recorded_at, folded_into, is_removed
        from crm_timeline_entry where tenant = $1 and record = $2 and folded_into is null order by occurred_at desc, id desc limit 51
        """;

    private readonly BenchTenant tenant = new();
    private readonly int activities = isQuick ? 55_000 : 100_000;
    private readonly int rounds = isQuick ? 3 : 5;
    private readonly int calls = isQuick ? 60 : 200;

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        await using var database = await BenchDatabase.CreateAsync(isPostgres: true);
        await using var engine = BenchEngine.On(database);
        await tenant.WriteAsync(engine.Store);
        var small = await FillAsync(engine.Store, contacts: 5, count: 100);
        var large = await FillAsync(engine.Store, contacts: 1_000, activities);
        await database.SettleAsync();
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxAutoPrepare = 20, NoResetOnClose = true }
        );
        var deep = await DeepAsync(engine.Store, large);
        var cases = new (string Name, Func<Task<int>> Read)[]
        {
            ("small", () => PageAsync(engine.Store, small, null)),
            ("large", () => PageAsync(engine.Store, large, null)),
            ("deep", () => PageAsync(engine.Store, large, deep)),
            ("hand", () => ByHandAsync(source, large)),
            ("use case small", () => UseCaseAsync(engine, small)),
            ("use case large", () => UseCaseAsync(engine, large)),
            ("its store calls", () => StoreCallsAsync(engine.Store, large)),
            ("record's page", () => RecordPageAsync(engine, large)),
            ("page's store calls", () => RecordPageCallsAsync(engine.Store, large)),
        };
        foreach (var (_, read) in cases)
            await TimeAsync(read, calls);
        var rows = new List<Dictionary<string, double>>();
        for (var round = 0; round < rounds; round++)
        {
            var times = cases.ToDictionary(one => one.Name, _ => new List<double>());
            // Call by call in turns: what else runs on the machine meets all of them alike.
            for (var call = 0; call < calls; call++)
                foreach (var (name, read) in cases)
                    times[name].AddRange(await TimeAsync(read, 1));
            rows.Add(times.ToDictionary(one => one.Key, one => Report.Median(one.Value)));
        }
        Tell(rows);
    }

    private void Tell(List<Dictionary<string, double>> rows)
    {
        double Of(string one, string other) => Report.Median(rows.Select(row => row[one] / row[other]));
        Bar($"Timeline page of {PageSize}: {activities:#,0} activities / 100", Of("large", "small"), 1.3);
        Bar("Timeline page: store / by hand in the same kind of transaction", Of("large", "hand"), 2);
        Bar($"Timeline page: page {Depth:#,0} / page 1", Of("deep", "large"), 1.3);
        Bar($"Whole use case GetTimeline: {activities:#,0} activities / 100", Of("use case large", "use case small"), 1.3);
        Bar("Whole use case GetTimeline / its store calls made by themselves in one transaction", Of("use case large", "its store calls"), 1.5);
        Bar("A record's page: its use cases in one transaction / their store calls in one", Of("record's page", "page's store calls"), 1.5);
        report.Note(
            $"Timeline, PostgreSQL, medians of {rows.Count} × {calls} calls in turns, ms: "
                + string.Join(
                    ", ",
                    rows[0].Keys.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {Report.Median(rows.Select(row => row[name])):0.00}"))
                )
                + ". The company has 1,000 contacts, whose activities roll up to it; every page is full."
        );
    }

    private int Depth => Math.Min(1_000, (activities / PageSize) - 1);

    private void Bar(string what, double value, double most) =>
        report.Bar(what, Report.Ratio(value), string.Create(CultureInfo.InvariantCulture, $"≤ {most}"), value <= most);

    private async Task<RecordId> FillAsync(ITenantStore store, int contacts, int count)
    {
        var company = tenant.NewCompany(count);
        var people = Enumerable.Range(0, contacts).Select(number => tenant.NewContact((count * 10) + number, company.Id)).ToList();
        var rows = new List<IRow> { company };
        rows.AddRange(people);
        for (var number = 0; number < count; number++)
        {
            var at = BenchTenant.Start.AddSeconds(-number * 37);
            var activity = new Activity
            {
                Tenant = tenant.Id,
                Id = new ActivityId(tenant.NewId()),
                TypeKey = "crm.call",
                Subject = "Talked about prices",
                Body = "They want a discount of five percent for a hundred licences, and an answer before the end of the week.",
                Outcome = "reached",
                DurationSeconds = 300,
                Direction = ActivityDirection.Outbound,
                OccurredAt = at,
                RecordedAt = at,
                Author = Actor.Member(tenant.Owner),
                Revision = 1,
            };
            var person = people[number * 31 % people.Count].Id;
            var entry = TimelineWriter.OfActivity(activity, null, ["Reached"]) with { Record = person };
            rows.Add(activity);
            rows.Add(entry);
            rows.Add(entry with { Record = company.Id, Via = person });
        }
        await tenant.InsertAsync(store, rows);
        return company.Id;
    }

    private async Task<string> DeepAsync(ITenantStore store, RecordId company)
    {
        await using var unit = await store.BeginAsync(tenant.Id, WorkKind.Read, CancellationToken.None);
        string? cursor = null;
        // Pages of 200 to get there, the last one of 50 so that the cursor is like any other.
        for (var left = (Depth - 1) * PageSize; left > 0; )
        {
            var size = Math.Min(200, left);
            cursor = (await unit.Activities.GetTimelineAsync(Filter(company), new PageRequest(size, cursor), CancellationToken.None)).Next;
            left -= size;
        }
        return cursor!;
    }

    private async Task<int> PageAsync(ITenantStore store, RecordId company, string? after)
    {
        await using var unit = await store.BeginAsync(tenant.Id, WorkKind.Read, CancellationToken.None);
        var page = await unit.Activities.GetTimelineAsync(Filter(company), new PageRequest(PageSize, after), CancellationToken.None);
        return page.Rows.Count;
    }

    private async Task<int> UseCaseAsync(BenchEngine engine, RecordId company)
    {
        var page = await engine.RunAsync(
            (GetTimeline timeline) =>
                timeline.ExecuteAsync(
                    new Caller(tenant.Id, Actor.Member(tenant.Owner)),
                    new GetTimelineInput(new RecordRef(RecordType.Company, company)),
                    CancellationToken.None
                )
        );
        return page.Rows.Count;
    }

    /// <summary>What the use case asks of the store, and no more.</summary>
    private async Task<int> StoreCallsAsync(ITenantStore store, RecordId company)
    {
        await using var unit = await store.BeginAsync(tenant.Id, WorkKind.Read, CancellationToken.None);
        await unit.Tenancy.GetLedMembersAsync(CancellationToken.None);
        var filter = Filter(company) with { RecordType = RecordType.Company };
        var page = await unit.Activities.GetTimelineAsync(filter, new PageRequest(PageSize), CancellationToken.None);
        var via = page.Rows.Select(entry => entry.Via).OfType<RecordId>().ToHashSet();
        await unit.Records.GetHeadersAsync(via, CancellationToken.None);
        return page.Rows.Count;
    }

    /// <summary>What the web host reads for a record's page.</summary>
    private async Task<int> RecordPageAsync(BenchEngine engine, RecordId company) =>
        await engine.RunAsync(
            async (IServiceProvider scope) =>
            {
                var caller = new Caller(tenant.Id, Actor.Member(tenant.Owner));
                await using var reads = await scope.GetRequiredService<UseCaseCatalog>().BeginReadAsync(caller, CancellationToken.None);
                await reads.ReadAsync(scope.GetRequiredService<GetSettings>(), new NoInput());
                var record = await reads.ReadAsync(scope.GetRequiredService<FindRecord>(), new ResolveRecordInput($"company:{company}"));
                var input = new GetTimelineInput(record.Record) { WithFolded = true };
                return (await reads.ReadAsync(scope.GetRequiredService<GetTimeline>(), input)).Rows.Count;
            }
        );

    /// <summary>What those use cases ask of the store, and no more.</summary>
    private async Task<int> RecordPageCallsAsync(ITenantStore store, RecordId company)
    {
        await using var unit = await store.BeginAsync(tenant.Id, WorkKind.Read, CancellationToken.None);
        await unit.Tenancy.GetLedMembersAsync(CancellationToken.None);
        await unit.Tenancy.FindSettingsAsync(tenant.Owner, CancellationToken.None);
        await unit.Records.GetAsync([company], CancellationToken.None);
        await unit.Records.GetReferencesAsync([company], CancellationToken.None);
        var filter = Filter(company) with { RecordType = RecordType.Company, WithFolded = true };
        var page = await unit.Activities.GetTimelineAsync(filter, new PageRequest(PageSize), CancellationToken.None);
        await unit.Records.GetHeadersAsync(page.Rows.Select(entry => entry.Via).OfType<RecordId>().ToHashSet(), CancellationToken.None);
        return page.Rows.Count;
    }

    private async Task<int> ByHandAsync(NpgsqlDataSource source, RecordId company)
    {
        await using var open = await source.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var batch = new NpgsqlBatch(open, transaction);
        var confine = new NpgsqlBatchCommand("select set_config('role', 'crm_app', true), set_config('crm.tenant', $1, true)");
        confine.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.Id.ToString() });
        var query = new NpgsqlBatchCommand(ByHand);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id.Value });
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = company.Value });
        batch.BatchCommands.Add(confine);
        batch.BatchCommands.Add(query);
        var rows = new List<TimelineEntry>(PageSize + 1);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            await reader.NextResultAsync();
            while (await reader.ReadAsync())
                rows.Add(Read(reader));
        }
        await transaction.RollbackAsync();
        return Math.Min(rows.Count, PageSize);
    }

    private static TimelineEntry Read(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetGuid(0),
            Record = new RecordId(reader.GetGuid(1)),
            Tenant = new TenantId(reader.GetGuid(2)),
            OccurredAt = reader.GetFieldValue<DateTimeOffset>(3),
            Kind = Enum.Parse<TimelineKind>(reader.GetString(4)),
            TypeKey = reader.GetString(5),
            Via = reader.IsDBNull(6) ? null : new RecordId(reader.GetGuid(6)),
            Subject = reader.GetString(7),
            Snippet = reader.IsDBNull(8) ? null : reader.GetString(8),
            Badges = JsonSerializer.Deserialize<string[]>(reader.GetString(9))!,
            Outcome = reader.IsDBNull(10) ? null : reader.GetString(10),
            DurationSeconds = reader.IsDBNull(11) ? null : reader.GetInt32(11),
            State = Enum.Parse<ActivityState>(reader.GetString(12)),
            Direction = reader.IsDBNull(13) ? null : Enum.Parse<ActivityDirection>(reader.GetString(13)),
            Author = Actor.Parse(reader.GetString(14)),
            RecordedAt = reader.GetFieldValue<DateTimeOffset>(15),
            FoldedInto = reader.IsDBNull(16) ? null : reader.GetGuid(16),
            IsRemoved = reader.GetBoolean(17),
        };

    private static TimelineFilter Filter(RecordId company) => new() { Record = company };

    private static async Task<List<double>> TimeAsync(Func<Task<int>> read, int times)
    {
        var found = new List<double>(times);
        for (var call = 0; call < times; call++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await read() != PageSize)
                throw new InvalidOperationException("The page was not full.");
            found.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return found;
    }
}
