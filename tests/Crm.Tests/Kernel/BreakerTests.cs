using Microsoft.Extensions.Time.Testing;

namespace Crm.Kernel;

/// <summary>Whoever is away is asked every 30 seconds, by one try, whatever the wall clock does meanwhile.</summary>
internal sealed class BreakerTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 10, 25, 2, 59, 0, TimeSpan.Zero));

    [Test]
    public void It_opens_at_the_last_of_so_many_failures_in_a_row_and_the_first_success_closes_it()
    {
        var breaker = new Breaker(3, clock);
        breaker.Fail();
        breaker.Fail();
        breaker.Succeed();
        Assert.That(Enumerable.Range(0, 4).Select(_ => breaker.Fail()), Is.EqualTo(new[] { false, false, true, false }));

        var since = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(3));
        breaker.Fail();
        Assert.That(breaker.OpenSince, Is.EqualTo(since));
        Assert.That((breaker.Succeed(), breaker.IsOpen, breaker.Succeed()), Is.EqualTo((true, false, false)));
    }

    [Test]
    public void One_probe_is_taken_every_thirty_seconds_however_many_ask()
    {
        var breaker = new Breaker(1, clock);
        Assert.That(breaker.TryProbe(), Is.False, "it is closed");
        breaker.Fail();

        var taken = 0;
        for (var second = 0; second < 120; second++)
        {
            taken += Enumerable.Range(0, 5).Count(_ => breaker.TryProbe());
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(taken, Is.EqualTo(3));
    }

    [Test]
    public void A_probe_that_asked_nobody_is_taken_again_at_once()
    {
        var breaker = new Breaker(1, clock);
        breaker.Fail();
        clock.Advance(Breaker.BetweenProbes);
        Assert.That((breaker.TryProbe(), breaker.IsProbeDue), Is.EqualTo((true, false)));
        breaker.ReturnProbe();
        Assert.That((breaker.IsProbeDue, breaker.TryProbe()), Is.EqualTo((true, true)));
    }

    [TestCase(-40)]
    [TestCase(-3600)]
    public void A_clock_that_is_set_back_puts_no_probe_off(int seconds)
    {
        var breaker = new Breaker(1, clock);
        breaker.Fail();
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(seconds));
        Assert.That((breaker.IsProbeDue, breaker.TryProbe(), breaker.TryProbe()), Is.EqualTo((true, true, false)));
    }

    [Test]
    public void A_clock_that_is_set_back_keeps_no_failure_from_the_log()
    {
        var silence = new Silence(clock);
        Assert.That((silence.Break(), silence.Break(), silence.Break()), Is.EqualTo(((int?)0, (int?)null, (int?)null)));
        clock.AdjustTime(clock.GetUtcNow().AddHours(-1));
        Assert.That((silence.Break(), silence.Break()), Is.EqualTo(((int?)2, (int?)null)));
    }
}
