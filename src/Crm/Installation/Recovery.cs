using Crm.Ledger;
using Crm.Messages;
using Crm.Sequences;
using Crm.Sequences.Transitions;

namespace Crm.Installation;

/// <summary>
/// What to do after a backup was restored, before anything works on it. The backup does not know what left after it was made: so nothing that it holds leaves by itself. Messages that were queued or being
/// sent become Unknown, whatever their mailbox's policy, and every enrollment that was due or blocked is held until a person resumes it. It concerns all tenants, so it is the host's to do. Running it
/// again does no harm.
/// </summary>
public sealed class Recovery
{
    private const int Portion = 200;
    private const string Restored =
        "The database was restored from a backup, and it may have been sent since the backup was made; look into the mailbox's sent mail.";
    private const string Held = "The database was restored from a backup, and the step may have been carried out since the backup was made.";

    private static readonly Actor Actor = Actor.System("recovery");

    private readonly ISystemStore store;
    private readonly Enrollments enrollments;
    private readonly DatabaseMark mark;
    private readonly TimeProvider time;

    internal Recovery(ISystemStore store, Enrollments enrollments, DatabaseMark mark, TimeProvider time) =>
        (this.store, this.enrollments, this.mark, this.time) = (store, enrollments, mark, time);

    /// <summary>Begins a recovery, and holds all that may have been carried out already.</summary>
    public async Task<RecoveredWork> BeginAsync(CancellationToken cancellationToken)
    {
        var began = await MarkAsync(cancellationToken);
        var (unknown, held) = (0, 0);
        foreach (var tenant in await TenantsAsync(cancellationToken))
        {
            for (int count; (count = await LoseMessagesAsync(tenant, began, cancellationToken)) > 0; )
                unknown += count;
            held += await HoldAsync(tenant, began, cancellationToken);
        }
        return new RecoveredWork(began, unknown, held);
    }

    /// <summary>First of all: a worker that starts meanwhile holds by it what is not held yet.</summary>
    private async Task<DateTimeOffset> MarkAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var now = time.GetUtcNow().ToMicroseconds();
        var stored = await unit.Installation.MarkAsync(now, cancellationToken);
        if (mark.File.Read() is { } kept && kept.Installation == stored.Installation && kept.At >= stored.At)
            await unit.Installation.MarkAsync(kept.At.AddSeconds(1), cancellationToken);
        var recovered = await unit.Installation.BeginRecoveryAsync(now, cancellationToken);
        // The backup does not know who was signed out since, and which one-time links were used: all sign in again, and links are issued anew.
        await unit.Accounts.DeleteExpiredAsync(now.AddYears(1), cancellationToken);
        await unit.CommitAsync(cancellationToken);
        mark.Begin(recovered);
        return now;
    }

    private async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return await unit.Installation.GetTenantsAsync(cancellationToken);
    }

    private async Task<int> LoseMessagesAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var filter = new MessageFilter { States = [MessageState.Queued, MessageState.Sending] };
        var page = await unit.For(tenant).Messages.ListAsync(filter, new PageRequest(Portion), cancellationToken);
        var work = WorkOf(unit, tenant, now, cancellationToken);
        foreach (var message in page.Rows)
        {
            // It may have left when it was queued: the next step counts from there, and is held where it was due before the recovery.
            var asked = message with
            {
                SpokenAt = message.SpokenAt ?? message.QueuedAt,
            };
            var sending = message.State == MessageState.Sending ? asked : MessageLedger.Through(asked, new MessageMove(MessageTrigger.PassGate));
            var unknown = MessageLedger.Move(work, sending, new MessageMove(MessageTrigger.LoseAnswer, Restored));
            MessageLedger.Audit(work, message, unknown);
            // A person's pause stays.
            if (await Enrollments.FindStepAsync(work, message.Execution) is { Enrollment.State: not EnrollmentState.Paused })
                await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Block(Restored) { Cause = $"message:{message.Id}" });
        }
        await unit.ApplyAsync(work.Changes, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return page.Rows.Count;
    }

    private async Task<int> HoldAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = new EnrollmentFilter { States = [EnrollmentState.Pending, EnrollmentState.Active, EnrollmentState.Paused, EnrollmentState.Blocked] };
        var (held, after) = (0, (string?)null);
        do
        {
            await using var unit = await store.BeginAsync(cancellationToken);
            var page = await unit.For(tenant).Sequences.ListEnrollmentsAsync(filter, new PageRequest(Portion, after), cancellationToken);
            var work = WorkOf(unit, tenant, now, cancellationToken);
            foreach (var enrollment in page.Rows.Where(enrollment => MayBeDone(enrollment, now)))
            {
                var why = enrollment is { State: EnrollmentState.Blocked, Reason: { } before } ? $"{Held} Before: {before}" : Held;
                Enrollments.Move(work, Planning.None, enrollment, new EnrollmentMove.Block(why) { Cause = Obstacle.Recovery });
                held++;
            }
            await unit.ApplyAsync(work.Changes, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            after = page.Next;
        } while (after is not null);
        return held;
    }

    /// <summary>What blocked one in the backup may have gone away since; what waits for an answer about its message waits on.</summary>
    private static bool MayBeDone(Enrollment enrollment, DateTimeOffset now) =>
        enrollment.State == EnrollmentState.Blocked
            ? enrollment.Cause != Obstacle.Recovery && enrollment.Cause?.StartsWith("message:", StringComparison.Ordinal) != true
            : enrollment.DueAt <= now;

    private static Work WorkOf(ISystemUnitOfWork unit, TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(unit.For(tenant), new WorkOrigin(tenant, Actor, "installation.recover", [], now), Access.Of(Actor, []), new ChangeSet(), cancellationToken);
}
