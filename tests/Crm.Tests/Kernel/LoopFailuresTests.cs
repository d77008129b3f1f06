using Crm.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Kernel;

/// <summary>An outage is told in a few lines: what is logged of it is what an operator can use.</summary>
internal sealed class LoopFailuresTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 4, 11, 3, 0, 0, TimeSpan.Zero));
    private LogSink log = null!;
    private LoopFailures failures = null!;

    [SetUp]
    public void SetUp()
    {
        log = new LogSink();
        failures = new LoopFailures("Sending messages", clock, log);
    }

    [TearDown]
    public void TearDown() => log.Dispose();

    [Test]
    public void A_night_without_a_database_is_a_line_a_minute_without_a_stack()
    {
        for (var seconds = 0; seconds < 180; seconds += 5)
        {
            failures.Add(Thrown(new TransientStoreException("Another writer has locked the SQLite file.", new TimeoutException())));
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(log.Of(LogLevel.Error), Is.Empty);
        var lines = log.Of(LogLevel.Warning);
        Assert.That(lines, Has.Count.EqualTo(3));
        Assert.That(lines, Has.All.Contains("Another writer has locked the SQLite file.").And.None.Contains("   at "));
        Assert.That(lines[^1], Does.Contain("11 earlier attempts"));

        failures.Clear();
        failures.Clear();
        Assert.That(log.Of(LogLevel.Information), Is.EqualTo(new[] { "Sending messages works again after 36 failed attempts." }));
    }

    [Test]
    public void What_is_a_fault_of_ours_keeps_its_stack_and_another_one_is_not_swallowed()
    {
        failures.Add(Thrown(new InvalidOperationException("boom")));
        failures.Add(Thrown(new InvalidOperationException("boom")));
        failures.Add(Thrown(new FormatException("bang")));

        Assert.That(log.Of(LogLevel.Error), Has.Count.EqualTo(2));
        Assert.That(log.Of(LogLevel.Error), Has.All.Contains("   at "));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
