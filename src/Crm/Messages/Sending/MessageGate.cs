using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>The durable commit behind which a message may have left the house.</summary>
internal sealed class MessageGate(ICrmStore store, GateRules rules, IOptions<SenderOptions> options, TimeProvider time, Waypoints waypoints)
{
    private const int MaxConflicts = 3;

    /// <summary>Lets a message pass, or holds or cancels it.</summary>
    /// <returns>The message, Sending; null where it did not pass.</returns>
    public async Task<Message?> PassAsync(SenderRun run, Message claimed)
    {
        waypoints.Reached("sender.gate");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var passed = await PassOnceAsync(run, claimed);
                if (passed is not null)
                    waypoints.Reached("sender.gated");
                return passed;
            }
            catch (ConcurrencyConflictException) when (attempt < MaxConflicts)
            {
                // What stood in the way was changed while we wrote so: the gate is asked again.
            }
        }
    }

    private async Task<Message?> PassOnceAsync(SenderRun run, Message claimed)
    {
        run.Begin();
        await using var unit = await store.BeginSystemAsync(Durability.Durable, CancellationToken.None);
        if (rules.AsksRules(claimed))
        {
            if (await LockAsync(unit, claimed) is not { } asked)
                return null;
            var work = SenderFrame.Of(unit, asked, Action, time);
            var (isStopped, until) = await rules.AskRulesAsync(work, asked);
            if (isStopped)
            {
                await StopAsync(run, unit, work, asked, until);
                return null;
            }
        }
        var now = time.GetUtcNow().ToMicroseconds();
        var answer = await unit.Claims.PassGateAsync(claimed.Id, claimed.Fence, options.Value.Lease, now, CancellationToken.None);
        if (answer is GateAnswer.Passed passed)
        {
            await unit.CommitAsync(CancellationToken.None);
            return passed.Message;
        }
        if (answer is GateAnswer.Stopped stopped && await LockAsync(unit, claimed) is { } held)
        {
            var work = SenderFrame.Of(unit, held, Action, time);
            await StopAsync(run, unit, work, held, await rules.DecideAsync(work, held, stopped.Why));
        }
        return null;
    }

    private const string Action = "message.hold";

    private static async Task<Message?> LockAsync(ISystemUnitOfWork unit, Message claimed) =>
        await unit.Claims.LockMessageAsync(claimed.Id, claimed.Fence, CancellationToken.None) is { State: MessageState.Queued } locked ? locked : null;

    private static async Task StopAsync(SenderRun run, ISystemUnitOfWork unit, Work work, Message message, DateTimeOffset? until)
    {
        await unit.ApplyAsync(work.Changes, CancellationToken.None);
        if (until is not null)
            await unit.Claims.ReleaseAsync([(message.Id, message.Fence)], until, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.CountStopped(message.Channel, isHeld: until is not null);
        Telemetry.CountBlocked(work.Changes);
    }
}
