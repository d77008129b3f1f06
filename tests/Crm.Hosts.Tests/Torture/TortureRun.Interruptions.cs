using Crm.Messages;
using Microsoft.Data.Sqlite;

namespace Crm.Tests.Hosts.Torture;

/// <summary>A sleep and what it led to.</summary>
/// <param name="Held">Messages that the sleeper had claimed and not begun to speak.</param>
/// <param name="Unknown">Messages whose fate nobody knew while it slept.</param>
internal sealed record SleepReport(int Held, int Unknown);

/// <summary>Interruptions that the worker survives: it sleeps, or a server that it needs goes away.</summary>
internal sealed partial class TortureRun
{
    /// <summary>Puts the worker to sleep on the wire for longer than its leases last, lets another take over, and wakes the first one, which goes on where it was.</summary>
    public async Task<SleepReport> OversleepAsync(string site)
    {
        await FeedAsync();
        // All steps in one batch, so that one sender has claimed all messages when it speaks the first.
        await using var sleeper = Start(("Crm__Sequences__BatchSize", "100"), ("Crm__Sequences__Workers", "1"));
        await HoldAsync(site, 1, sleeper);
        await PutToSleepAsync(sleeper);
        var held = (await ListAsync(MessageState.Queued)).Count(message => message.LeaseUntil is not null);
        await using var next = Start();
        await UntilAsync(async () => (await ListAsync(MessageState.Sending)).Count == 0, next);
        await DrainAsync(next);
        var unknown = (await ListAsync(MessageState.Unknown)).Count;
        tap.Release();
        await sleeper.WakeAsync();
        await UntilAsync(async () => (await ListAsync(MessageState.Unknown)).Count == 0, sleeper);
        await DrainAsync(next);
        Assert.That(await sleeper.StopAsync(), Is.Zero, sleeper.Output);
        Assert.That(await next.StopAsync(), Is.Zero, next.Output);
        return new SleepReport(held, unknown);
    }

    /// <summary>Restarts a server that the worker needs while a message is on the wire, and once more without waiting for it; the worker itself is left alone.</summary>
    /// <param name="restart">Ends the server and starts it again.</param>
    /// <param name="more">What else the worker is configured with.</param>
    /// <returns>Messages whose fate nobody knew.</returns>
    public async Task<int> RestartAsync(Func<Task> restart, params (string Key, string Value)[] more)
    {
        await FeedAsync();
        await using var worker = Start(more);
        await HoldAsync(SmtpTap.AfterFinalDot, 2, worker);
        await restart();
        tap.Release();
        await FeedAsync();
        await HoldAsync(SmtpTap.MidPayload, 2, worker);
        var restarting = restart();
        tap.Release();
        await restarting;
        await DrainAsync(worker);
        await UntilAsync(async () => await CountAsync("select count(*) from crm_outbox_event where relayed_at is null") == 0, worker);
        return await FinishAsync(worker);
    }

    private async Task HoldAsync(string site, int count, WorkerProcess worker)
    {
        var held = tap.Hold(site, count);
        await UntilAsync(() => Task.FromResult(held.IsCompleted), worker);
    }

    /// <summary>Who sleeps within a transaction keeps its locks, which no lease ends; that is another story, so it is woken and put to sleep again.</summary>
    private async Task PutToSleepAsync(WorkerProcess worker)
    {
        await worker.SleepAsync();
        await UntilAsync(
            async () =>
            {
                if (await IsQuietAsync())
                    return true;
                await worker.WakeAsync();
                await worker.SleepAsync();
                return false;
            },
            worker
        );
    }

    /// <summary>Whether nobody is within a transaction.</summary>
    private async Task<bool> IsQuietAsync()
    {
        try
        {
            return 0
                == await CountAsync(
                    database.Options.Provider == "sqlite"
                        ? "begin immediate; rollback; select 0"
                        : "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null"
                );
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private async Task<long> CountAsync(string statement)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, 1);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
