using Crm.Events;
using Crm.Installation;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Sequences.Running;

namespace Crm.Hosting;

/// <summary>
/// Carries out what is due, of all tenants, in the caller's own thread: what a worker does in the background, for a person who wants to see it happen, and for tests and tours that
/// move a <see cref="VirtualClock"/>. Safe beside workers: claims keep them apart.
/// </summary>
public sealed class DueWork
{
    private const int Portion = 200;

    /// <summary>How far the clock moves on where what is due cannot be had: another process holds it, or its sequence is paused.</summary>
    private static readonly TimeSpan PastWhatIsHeld = TimeSpan.FromMinutes(10);

    private readonly SequenceRunner runner;
    private readonly MessageSender sender;
    private readonly EventRelay relay;
    private readonly ObstacleSweep obstacles;
    private readonly DatabaseMark mark;
    private readonly TimeProvider time;

    internal DueWork(SequenceRunner runner, MessageSender sender, EventRelay relay, ObstacleSweep obstacles, DatabaseMark mark) =>
        (this.runner, this.sender, this.relay, this.obstacles, this.mark, time) = (runner, sender, relay, obstacles, mark, mark.Time);

    /// <summary>Carries out everything that is due now, and whatever becomes due as a result. Refused (<c>restored</c>) on a database that was restored and not recovered. Reports the counts after each round; can be cancelled before each batch.</summary>
    public async Task<DueWorkCounts> RunUntilIdleAsync(IProgress<DueWorkCounts>? progress, CancellationToken cancellationToken)
    {
        if (await mark.CheckAsync(cancellationToken) == MarkState.Behind)
            throw CrmException.Refused(
                "restored",
                "The database is older than its last mark: it was restored from a backup, and what is due may have been carried out already."
            );
        var counts = new DueWorkCounts();
        await obstacles.RunOnceAsync(cancellationToken);
        while (true)
        {
            var before = counts;
            counts = await RoundAsync(counts, cancellationToken);
            if (counts == before)
                return counts with { NextDueAt = await runner.GetNextDueAsync(cancellationToken) };
            progress?.Report(counts);
        }
    }

    /// <summary>Moves the clock from due time to due time up to a moment, and carries out each time what is due; else as <see cref="RunUntilIdleAsync"/>.</summary>
    /// <exception cref="CrmException">Refused (<c>no-virtual-clock</c>): the host runs by the real clock. Invalid: the moment is past.</exception>
    public async Task<DueWorkCounts> RunUntilAsync(DateTimeOffset until, IProgress<DueWorkCounts>? progress, CancellationToken cancellationToken)
    {
        if (time is not VirtualClock clock)
            throw CrmException.Refused("no-virtual-clock", "Only a virtual clock can be moved: set Crm:Clock, and DOTNET_ENVIRONMENT=Development.");
        if (until < clock.GetUtcNow())
            throw CrmException.Invalid("until", $"It must not be before the virtual clock, which shows {clock.GetUtcNow():u}; was {until:u}.");
        var counts = new DueWorkCounts();
        while (true)
        {
            var round = await RunUntilIdleAsync(progress, cancellationToken);
            counts = counts.Plus(round);
            if (clock.GetUtcNow() >= until)
                return counts with { Now = clock.GetUtcNow(), NextDueAt = round.NextDueAt };
            clock.AdvanceTo(Earlier(until, await MoveToAsync(clock.GetUtcNow(), cancellationToken)));
        }
    }

    private async Task<DueWorkCounts> RoundAsync(DueWorkCounts counts, CancellationToken cancellationToken)
    {
        var decided = await runner.RunUntilIdleAsync(cancellationToken);
        counts = counts with { Decided = counts.Decided + decided.Decided };
        for (var sent = await SendAsync(cancellationToken); Settled(sent) > 0; sent = await SendAsync(cancellationToken))
            counts = counts with
            {
                Sent = counts.Sent + sent.Sent,
                Deferred = counts.Deferred + sent.Deferred,
                Failed = counts.Failed + sent.Failed + sent.Cancelled,
                Unknown = counts.Unknown + sent.Unknown,
            };
        for (int published; (published = await relay.RunOnceAsync(Portion, cancellationToken)) > 0; )
            counts = counts with { Published = counts.Published + published };
        return counts;
    }

    private Task<SenderCounts> SendAsync(CancellationToken cancellationToken) => sender.RunOnceAsync(Portion, cancellationToken);

    /// <summary>Messages that stand elsewhere now; one that is held is claimed and given back as often as one looks.</summary>
    private static int Settled(SenderCounts counts) => counts.Sent + counts.Deferred + counts.Failed + counts.Cancelled + counts.Unknown;

    private async Task<DateTimeOffset> MoveToAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await runner.GetNextDueAsync(cancellationToken) switch
        {
            null => DateTimeOffset.MaxValue,
            { } next when next > now => next,
            _ => now + PastWhatIsHeld,
        };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
