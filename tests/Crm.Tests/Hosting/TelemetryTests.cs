using System.Diagnostics;
using System.Diagnostics.Metrics;
using Crm.Kernel;
using Crm.Messages;

namespace Crm.Hosting;

/// <summary>What a worker does can be watched from outside.</summary>
[NonParallelizable]
internal sealed class TelemetryTests
{
    private readonly Dictionary<string, List<(double Value, string Tags)>> measured = [];
    private readonly List<Activity> traces = [];
    private readonly TaskCompletionSource counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MeterListener meters = null!;
    private ActivityListener activities = null!;

    [SetUp]
    public void Listen()
    {
        meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = traces.Add,
        };
        ActivitySource.AddActivityListener(activities);
    }

    [TearDown]
    public void StopListening()
    {
        meters.Dispose();
        activities.Dispose();
    }

    [Test]
    public async Task A_listener_sees_what_runner_and_sender_did()
    {
        await using var office = await PostOffice.OpenAsync("sqlite");
        await office.QueueAsync();
        office.Transport.Answers(new SendResult.MailboxRefused("535 5.7.8"));
        await office.SendAsync();

        Assert.That(Sum("crm.steps.claimed"), Is.GreaterThanOrEqualTo(1));
        Assert.That(Sum("crm.steps.decided"), Is.GreaterThanOrEqualTo(1));
        Assert.That(measured["crm.batch.size"].Max(one => one.Value), Is.GreaterThanOrEqualTo(1));
        Assert.That(measured["crm.batch.duration"].Max(one => one.Value), Is.GreaterThan(0));
        Assert.That(Sum("crm.messages.claimed"), Is.GreaterThanOrEqualTo(1));
        Assert.That(measured["crm.messages.sent"].Select(one => one.Tags), Does.Contain("channel=email outcome=held"));
        Assert.That(measured["crm.enrollments.blocked"].Select(one => one.Tags), Does.Contain("cause=mailbox"));
        Assert.That(traces.Select(trace => trace.OperationName), Is.SupersetOf(new[] { "crm.batch", "crm.message.send" }));
    }

    [Test]
    public async Task A_listener_sees_how_much_is_due_and_for_how_long()
    {
        await using var crm = await CrmHarness.StartAsync();
        await crm.StartWorkersAsync(default);
        await counted.Task;
        await crm.StopWorkersAsync(default);

        lock (measured)
        {
            Assert.That(measured["crm.due.count"].Select(one => one.Tags), Is.SupersetOf(new[] { "row=enrollment", "row=message", "row=event" }));
            Assert.That(measured["crm.due.age"], Is.Not.Empty);
        }
    }

    [Test]
    public void Every_instrument_stands_in_the_documentation()
    {
        var documented = File.ReadAllText(Crm.Tests.Repository.PathOf("docs", "running.md"));
        var fields = typeof(Telemetry).GetFields(
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
        );
        var instruments = fields.Select(field => field.GetValue(null)).OfType<Instrument>().ToList();
        Assert.That(instruments, Has.Count.GreaterThan(5));
        foreach (var instrument in instruments)
            Assert.That(documented, Does.Contain($"| `{instrument.Name}` |"));
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (measured)
        {
            if (!measured.TryGetValue(instrument.Name, out var values))
                measured[instrument.Name] = values = [];
            values.Add((value, text));
            if (text == "row=event")
                counted.TrySetResult();
        }
    }

    private double Sum(string instrument) => measured[instrument].Sum(one => one.Value);
}
