using System.Diagnostics;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Stores;

namespace Crm.Bench;

/// <summary>
/// The sender against hand-written MailKit loops that write the same rows with the same durable commits, a loop for each connection: a mailbox for each, a server in this process that takes everything at once. In turns.
/// </summary>
internal sealed class MailCase(Report report, bool isPostgres, int connections, bool isQuick)
{
    private static readonly string[] Counted = ["crm_activity", "crm_timeline_entry", "crm_outbox_event", "crm_audit_entry"];

    private readonly BenchTenant tenant = new();
    private readonly int count = (isQuick ? 198 : 999) / connections * connections;
    private readonly int rounds = isQuick ? 3 : 5;

    private string Name => isPostgres ? "PostgreSQL" : "SQLite";

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        await using var database = await BenchDatabase.CreateAsync(isPostgres);
        using var server = new BenchSmtp();
        await using var engine = BenchEngine.On(database, ("Host", "127.0.0.1"), ("Port", $"{server.Port}"), ("Security", "none"));
        await tenant.WriteAsync(engine.Store);
        var (ours, theirs) = (await AddMailboxesAsync(engine, "ours"), await AddMailboxesAsync(engine, "theirs"));
        await QueueAsync(engine, ours);
        await SendAsync(engine);
        var loops = theirs.ConvertAll(mailbox => new MailLimit(database, mailbox.Id.Value));
        foreach (var loop in loops)
            await loop.OpenAsync(server.Port);
        await QueueAsync(engine, theirs);
        await RunAsync(loops);
        // Both have sent as much as in a round: from here on their statements are planned for tables that are not empty.
        await database.SettleAsync();
        List<(Figures Engine, Figures Limit)> done = [];
        for (var round = 0; round < rounds; round++)
        {
            var (before, rows) = (server.Taken, await CountAsync(database));
            await QueueAsync(engine, ours);
            var sent = await MeasureAsync(database, () => SendAsync(engine));
            var after = await CountAsync(database);
            await QueueAsync(engine, theirs);
            var looped = await MeasureAsync(database, () => RunAsync(loops));
            if (server.Taken - before != 2 * count || (await CountAsync(database)) - after != after - rows)
                throw new InvalidOperationException("The two did not do the same.");
            done.Add((sent, looped));
        }
        foreach (var loop in loops)
            await loop.DisposeAsync();
        string Cpu(Func<(Figures Engine, Figures Limit), Figures> of) =>
            $"{Report.Number(Report.Median(done.Select(round => of(round).Own)))} + {Report.Number(Report.Median(done.Select(round => of(round).Server)))} µs";
        var ratio = Report.Median(done.Select(round => round.Engine.Rate / round.Limit.Rate));
        var over = connections == 1 ? "one connection" : $"{connections} connections";
        report.Bar($"{Name}: sender / hand-written MailKit loop, {over}", Report.Ratio(ratio), "≥ 0.70", ratio >= 0.70);
        report.Figure($"{Name}: sender, {over}, messages per second", Report.Number(Report.Median(done.Select(round => round.Engine.Rate))));
        report.Figure($"{Name}: MailKit loop, {over}, messages per second", Report.Number(Report.Median(done.Select(round => round.Limit.Rate))));
        report.Note(
            $"{Name}, {over}: ratios of the {rounds} rounds: {string.Join(", ", done.Select(round => Report.Ratio(round.Engine.Rate / round.Limit.Rate)))}."
        );
        report.Note($"{Name}, {over}: CPU per message, process + database: sender {Cpu(round => round.Engine)}, loop {Cpu(round => round.Limit)}.");
        report.Note(
            $"{Name}: {count:#,0} messages for each, in turns; after every round both had written the same number of rows, and the server had taken every message once."
        );
    }

    private static async Task<int> SendAsync(BenchEngine engine)
    {
        var sender = engine.Get<MessageSender>();
        var sent = 0;
        while (await sender.RunOnceAsync(100, CancellationToken.None) is { IsIdle: false } counts)
            sent += counts.Sent;
        return sent;
    }

    private static async Task<int> RunAsync(IEnumerable<MailLimit> loops) => (await Task.WhenAll(loops.Select(loop => Task.Run(loop.RunAsync)))).Sum();

    private async Task<Figures> MeasureAsync(BenchDatabase database, Func<Task<int>> send)
    {
        GC.Collect();
        var cpu = await database.CpuAsync();
        var started = Stopwatch.GetTimestamp();
        var sent = await send();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (own, server) = await database.CpuAsync();
        return sent == count
            ? new Figures(count / seconds, (own - cpu.Own) / count, (server - cpu.Server) / count)
            : throw new InvalidOperationException($"{sent} of {count} were sent.");
    }

    private static Task<long> CountAsync(BenchDatabase database) =>
        database.ScalarAsync<long>(
            $"select {string.Join(" + ", Counted.Select(table => $"(select count(*) from {table})"))} + (select count(*) from crm_last_touch where is_touched)"
        );

    /// <summary>A mailbox for each connection: it holds one conversation at a time.</summary>
    private async Task<List<Mailbox>> AddMailboxesAsync(BenchEngine engine, string name)
    {
        var mailboxes = Enumerable
            .Range(0, connections)
            .Select(number => new Mailbox
            {
                Tenant = tenant.Id,
                Id = new MailboxId(tenant.NewId()),
                Channel = Channels.Email,
                Address = $"{name}{number}@bench.example",
                Revision = 1,
            })
            .ToList();
        await tenant.InsertAsync(engine.Store, mailboxes);
        return mailboxes;
    }

    /// <summary>Mails to contacts of companies, whose timelines show them too.</summary>
    private async Task QueueAsync(BenchEngine engine, List<Mailbox> mailboxes)
    {
        var company = tenant.NewCompany(0);
        var contacts = Enumerable.Range(0, count).Select(index => tenant.NewContact(index, company.Id)).ToList();
        await tenant.InsertAsync(engine.Store, [company]);
        await tenant.InsertAsync(engine.Store, contacts);
        await tenant.InsertAsync(engine.Store, [.. contacts.Select((contact, index) => MessageTo(mailboxes[index % connections], contact))]);
    }

    private Message MessageTo(Mailbox mailbox, Contact contact)
    {
        var id = tenant.NewId();
        return new Message
        {
            Tenant = tenant.Id,
            Id = new MessageId(id),
            Channel = mailbox.Channel,
            Mailbox = mailbox.Id,
            Record = contact.Id,
            RecordType = RecordType.Contact,
            Recipient = contact.Id,
            FromAddress = mailbox.Address,
            ToAddress = contact.Email!,
            AddressHash = AddressHash.Of(contact.Email!),
            Subject = "Prices for spring",
            Text = string.Join('\n', Enumerable.Repeat("You asked for prices at the trade fair; here they are, and we can talk on Friday.", 10)),
            WireId = $"{id}@bench.example",
            State = MessageState.Queued,
            NextAttemptAt = BenchTenant.Start,
            QueuedAt = BenchTenant.Start,
            Revision = 1,
        };
    }

    /// <summary>Messages per second, microseconds of CPU per message here, mail server included, and in the database's sessions.</summary>
    private sealed record Figures(double Rate, double Own, double Server);
}
