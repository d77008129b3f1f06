using Crm.Kernel;
using CsCheck;

namespace Crm.Sequences;

public sealed class BackoffTests
{
    private static readonly Gen<(string Key, int Attempt)> Tries = Gen.Select(Gen.String, Gen.Int[1, 200]);

    [Test]
    public void Stays_between_first_and_longest() =>
        Tries.Sample(at =>
        {
            var delay = Backoff.Sending.Delay(at.Key, at.Attempt, TimeSpan.Zero);
            Assert.That(delay, Is.InRange(TimeSpan.FromMinutes(5), TimeSpan.FromHours(4)));
        });

    [Test]
    public void The_same_key_and_attempt_give_the_same_delay() =>
        Tries.Sample(at => Backoff.Steps.Delay(at.Key, at.Attempt, TimeSpan.Zero) == Backoff.Steps.Delay(at.Key, at.Attempt, TimeSpan.Zero));

    [Test]
    public void Grows_on_average_and_spreads_keys()
    {
        double Mean(int attempt) =>
            Enumerable.Range(0, 500).Average(key => Backoff.Sending.Delay($"message {key}", attempt, TimeSpan.Zero)!.Value.TotalMinutes);
        Assert.That(new[] { Mean(1), Mean(2), Mean(3), Mean(4), Mean(5) }, Is.Ordered.Ascending);
        var delays = Enumerable.Range(0, 500).Select(key => Backoff.Sending.Delay($"message {key}", 6, TimeSpan.Zero)).Distinct().Count();
        Assert.That(delays, Is.EqualTo(500));
    }

    [Test]
    public void Gives_up_after_48_hours_of_sending() =>
        Gen.String.Sample(key =>
        {
            var (elapsed, attempt) = (TimeSpan.Zero, 1);
            while (Backoff.Sending.Delay(key, attempt, elapsed) is { } delay)
                (elapsed, attempt) = (elapsed + delay, attempt + 1);
            Assert.That(elapsed, Is.LessThanOrEqualTo(TimeSpan.FromHours(48)));
            Assert.That(elapsed, Is.GreaterThan(TimeSpan.FromHours(40)));
        });
}
