using System.Diagnostics;
using System.Text.Json;
using Crm.Kernel;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Testing.Builders;
using Npgsql;

namespace Crm.Tests.Hosts.Torture;

/// <summary>A kill and what it left.</summary>
/// <param name="Site">Where the worker died.</param>
/// <param name="Unknown">Messages whose fate nobody knew afterwards.</param>
/// <param name="Recovery">From the restart until all was done that could be done without a person.</param>
internal sealed record KillReport(string Site, int Unknown, TimeSpan Recovery);

/// <summary>A database that a worker works on while it is killed again and again, and a person who answers for what nobody knows.</summary>
internal sealed partial class TortureRun : IAsyncDisposable
{
    private const int ContactsPerKill = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TestDatabase database;
    private readonly CrmHarness crm;
    private readonly SmtpTap tap = new(Servers.Smtp!.Value);
    private readonly TenantId tenant;
    private readonly Sequence sequence;
    private readonly SequenceVersion version;
    private readonly HashSet<RecordId> contacts = [];

    private TortureRun(TestDatabase database, CrmHarness crm)
    {
        (this.database, this.crm) = (database, crm);
        Tenant = Sample.Tenant();
        tenant = Tenant.Id;
        sequence = Sample.Sequence(tenant) with { Draft = Definition().ToJson() };
        version = Sample.Version(sequence);
    }

    private Tenant Tenant { get; }

    private ITenantStore Store => database.TenantStore;

    public static async Task<TortureRun> OpenAsync(string kind, UnknownPolicy policy) => await OpenAsync(await TestDatabase.CreateAsync(kind), policy);

    public static async Task<TortureRun> OpenAsync(TestDatabase database, UnknownPolicy policy)
    {
        var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Database = database, SetsTenantUp = false });
        var run = new TortureRun(database, crm);
        var mailbox = Sample.Mailbox(run.tenant) with { UnknownPolicy = policy };
        await run.StoreAsync(run.Tenant, mailbox, run.sequence with { Published = run.version.Id }, run.version);
        return run;
    }

    /// <summary>Gives the worker something to do, lets it die at a site, starts it again, and waits until all is done; then the person answers.</summary>
    public async Task<KillReport> KillAsync(string site, int count)
    {
        await FeedAsync();
        var isOnWire = site is SmtpTap.MidPayload or SmtpTap.AfterFinalDot;
        await using (var worker = isOnWire ? Start() : Start((KillSites.Variable, $"{site}:{count}")))
        {
            if (isOnWire)
                tap.Arm(site, count, worker.Kill);
            await worker.DieAsync(Patience, site);
        }
        var watch = Stopwatch.StartNew();
        await using var next = Start();
        await DrainAsync(next);
        var recovery = watch.Elapsed;
        return new KillReport(site, await FinishAsync(next), recovery);
    }

    /// <summary>Stops the worker while it works, as an update does.</summary>
    public async Task StopInBetweenAsync()
    {
        await FeedAsync();
        await using var worker = Start();
        await UntilAsync(async () => (await ListAsync(MessageState.Sent)).Count > 0, worker);
        Assert.That(await worker.StopAsync(), Is.Zero, worker.Output);
        Assert.That(await ListAsync(MessageState.Sending), Is.Empty, "what passed the gate came to its end");
        Assert.That((await ListAsync(MessageState.Queued)).Where(message => message.LeaseUntil is not null), Is.Empty, "the rest was given back");
    }

    /// <summary>Lets a worker that nobody kills do what is left.</summary>
    public async Task FinishAsync()
    {
        await using var worker = Start();
        await DrainAsync(worker);
        Assert.That(await worker.StopAsync(), Is.Zero, worker.Output);
    }

    /// <summary>How often the server took each message, by Message-ID.</summary>
    public async Task<IReadOnlyDictionary<string, int>> AcceptedAsync()
    {
        var ours = (await ListAsync(null)).ToDictionary(message => message.WireId, _ => 0);
        foreach (var taken in Servers.ReadSmtpLog())
            if (taken.MessageId is { } id && ours.TryGetValue(id, out var count))
                ours[id] = count + 1;
        return ours;
    }

    /// <summary>The end state that no kill may change: each contact got both mails, they stand in the timeline, the enrollments are complete, no invariant is broken.</summary>
    public async Task AssertCompleteAsync()
    {
        await using var unit = await BeginAsync(WorkKind.Read);
        var enrollments = await unit.Sequences.FindEnrollmentsAsync(contacts, [], liveOnly: false, default);
        Assert.That(enrollments, Has.Count.EqualTo(contacts.Count));
        Assert.That(enrollments.Select(enrollment => enrollment.Finish), Has.All.EqualTo(FinishReason.Completed));
        var messages = await unit.Messages.GetOfEnrollmentsAsync([.. enrollments.Select(enrollment => enrollment.Id)], default);
        Assert.That(messages.Select(message => message.State), Has.All.EqualTo(MessageState.Sent));
        Assert.That(messages, Has.Count.EqualTo(contacts.Count * 2));
        foreach (var contact in contacts)
        {
            var timeline = await unit.Activities.GetTimelineAsync(
                new TimelineFilter { Record = contact, TypeKeys = ["crm.email"] },
                new PageRequest(),
                default
            );
            Assert.That(timeline.Rows, Has.Count.EqualTo(2));
        }
        Assert.That(await unit.Audit.VerifyAsync(default), Is.Empty);
    }

    private WorkerProcess Start(params IReadOnlyList<(string Key, string Value)> more) => WorkerProcess.Start(database.Options, tap.Port, Lease, more);

    /// <summary>What is Unknown is answered, what follows is done, the worker stops.</summary>
    /// <returns>How many were.</returns>
    private async Task<int> FinishAsync(WorkerProcess worker)
    {
        var unknown = await ListAsync(MessageState.Unknown);
        foreach (var message in unknown)
            await AnswerAsync(message);
        await DrainAsync(worker);
        Assert.That(await worker.StopAsync(), Is.Zero, worker.Output);
        return unknown.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await tap.DisposeAsync();
        await crm.DisposeAsync();
        await database.DisposeAsync();
    }

    private static SequenceDefinition Definition() => Sample.Definition() with { Steps = [Mail("first", "Hello"), Mail("second", "Still there?")] };

    private static StepDefinition Mail(string key, string subject) =>
        new()
        {
            Key = key,
            Type = "crm.email.auto",
            Settings = JsonSerializer.SerializeToElement(new { subject, body = string.Concat(Enumerable.Repeat("Shall we talk? ", 200)) }),
        };

    private async Task FeedAsync()
    {
        var fed = Enumerable.Range(0, ContactsPerKill).Select(_ => Sample.Contact(tenant)).ToList();
        contacts.UnionWith(fed.Select(contact => contact.Id));
        await StoreAsync([
            .. fed,
            .. fed.Select(contact => Sample.Enrollment(sequence, version.Id, contact.Id) with { AddressHash = AddressHash.Of(contact.Email!) }),
        ]);
    }

    /// <summary>The person looks whether the recipient has it, and says so.</summary>
    private async Task AnswerAsync(Message message)
    {
        var wasTaken = Servers.ReadSmtpLog().Any(taken => taken.MessageId == message.WireId);
        var answer = wasTaken ? UnknownAnswer.WasSent : UnknownAnswer.Resend;
        try
        {
            // The person's watch shows what the workers' does.
            crm.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
            await crm.UseCase<ResolveUnknownMessage>()
                .ExecuteAsync(new Caller(tenant, Actor.System("torture")), new ResolveUnknownMessageInput(message.Id, answer), default);
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused { Code: "trigger-not-allowed" })
        {
            // Who spoke it has written the server's answer meanwhile.
        }
    }

    private Task DrainAsync(WorkerProcess worker) =>
        UntilAsync(
            async () =>
            {
                await using var unit = await Store.BeginAsync(tenant, WorkKind.Read, default);
                var figures = (await unit.Sequences.ListAsync(default)).Single().Enrollments;
                var isQuiet = figures.All(state =>
                    state.Key is EnrollmentState.Finished or EnrollmentState.Blocked or EnrollmentState.Failed || state.Value == 0
                );
                var filter = new MessageFilter { States = [MessageState.Queued, MessageState.Sending] };
                return isQuiet && (await unit.Messages.ListAsync(filter, new PageRequest(1), default)).Rows.Count == 0;
            },
            worker
        );

    private static async Task UntilAsync(Func<Task<bool>> holds, WorkerProcess worker)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (Exception exception) when (exception is TransientStoreException or NpgsqlException)
            {
                // The database is being restarted.
            }
            if (watch.Elapsed > Patience)
                Assert.Fail($"Not done within {Patience}.\n{worker.Output}");
            await Task.Delay(Pause);
        }
    }

    private async Task<IReadOnlyList<Message>> ListAsync(MessageState? state)
    {
        await using var unit = await BeginAsync(WorkKind.Read);
        var filter = new MessageFilter { States = state is { } one ? [one] : null };
        var rows = new List<Message>();
        string? after = null;
        do
        {
            var page = await unit.Messages.ListAsync(filter, new PageRequest(200, after), default);
            rows.AddRange(page.Rows);
            after = page.Next;
        } while (after is not null);
        return rows;
    }

    private async Task StoreAsync(params IRow[] rows)
    {
        await using var unit = await BeginAsync(WorkKind.Write);
        await unit.ApplyAsync(Sample.Insert(rows), default);
        await unit.CommitAsync(default);
    }

    /// <summary>Connections that wait in our own pool do not outlive a restart of the server; each is found out by its first statement.</summary>
    private async Task<IUnitOfWork> BeginAsync(WorkKind kind)
    {
        for (var attempt = 1; ; attempt++)
        {
            var unit = await Store.BeginAsync(tenant, kind, default);
            try
            {
                await unit.Tenancy.GetTenantsAsync(default);
                return unit;
            }
            catch (TransientStoreException) when (attempt < 20)
            {
                await unit.DisposeAsync();
            }
        }
    }
}
