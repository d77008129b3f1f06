using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing.Builders;

namespace Crm.Installation;

/// <summary>An inspection tells what does not go on before a person does something.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class WaitingWorkTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task Nothing_waits_where_everything_goes_on_by_itself()
    {
        await office.QueueAsync();
        Assert.That(await WaitsAsync(), Is.Empty);
    }

    [Test]
    public async Task Mail_that_has_been_due_for_more_than_an_hour_is_told_until_it_leaves()
    {
        await office.QueueAsync();
        office.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.That((await WaitsAsync()).Select(wait => (wait.Code, wait.Count)), Is.EqualTo(new[] { ("unsent", 1) }));

        await office.SendAsync();
        Assert.That(await WaitsAsync(), Is.Empty);
    }

    [Test]
    public async Task Unknown_messages_failed_enrollments_and_blocked_ones_by_cause_wait_for_a_person()
    {
        await office.PublishAsync(PostOffice.TwoMails);
        var contacts = new List<Contact>();
        for (var number = 0; number < 8; number++)
            contacts.Add(await office.ContactAsync($"Contact {number}", contact => number > 5 ? contact with { FirstName = null } : contact));
        await office.EnrollAsync("welcome", [.. contacts]);
        await office.RunAsync();
        var results = new Queue<SendResult>([
            new SendResult.Unknown("Silence."),
            new SendResult.Unknown("Silence."),
            new SendResult.Refused(RefusalKind.Message, "552 Too large"),
            new SendResult.MailboxRefused("535 Bad password"),
        ]);
        office.Transport.Does((_, _, _) => Task.FromResult(results.Count > 1 ? results.Dequeue() : results.Peek()));
        await office.Crm.SendAllAsync();
        office.Clock.Advance(TimeSpan.FromHours(1));
        await office.Crm.SendBatchAsync();

        var waits = await WaitsAsync();

        Assert.That(
            waits.Select(wait => (wait.Code, wait.Count, wait.Cause)),
            Is.EqualTo(
                new (string, int, string?)[]
                {
                    ("unknown", 2, null),
                    ("blocked", 3, $"mailbox:{office.Tenant.Mailbox}"),
                    ("blocked", 2, "record"),
                    ("failed", 1, null),
                }
            )
        );
    }

    [Test]
    public async Task Events_that_are_parked_or_wait_for_more_than_a_day_are_told_for_each_subscriber()
    {
        var sleeper = new Sleeper();
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, Parts = [sleeper] });
        await crm.Tenant.StoreAsync([
            Entry("test.gone") with
            {
                ParkedAt = Sample.Now,
            },
            Entry("test.gone") with
            {
                NextAttemptAt = Sample.Now,
            },
            Entry(sleeper.Key) with
            {
                NextAttemptAt = Sample.Now,
            },
            Entry(sleeper.Key) with
            {
                NextAttemptAt = Sample.Now,
            },
        ]);
        Assert.That((await WaitsAsync(crm)).Select(wait => (wait.Code, wait.Count)), Is.EqualTo(new[] { ("parked", 1) }));

        crm.Clock.Advance(TimeSpan.FromHours(25));

        var waits = await WaitsAsync(crm);
        Assert.That(
            waits.Select(wait => (wait.Code, wait.Count)),
            Is.EqualTo(new[] { ("parked", 1), ("undelivered", 2) }),
            "what waits for a plugin that is not loaded is not asked about"
        );
        Assert.That(waits[0].Message, Does.Contain("test.gone"));
        Assert.That(waits[1].Message, Does.Contain(sleeper.Key));

        InboxEntry Entry(string subscriber) =>
            new()
            {
                Tenant = crm.Tenant.Id,
                Event = new CrmEventId(Sample.Id()),
                Subscriber = subscriber,
            };

        static async Task<IReadOnlyList<WaitingWork>> WaitsAsync(CrmHarness crm) =>
            (await crm.UseCase<InspectInstallation>().ExecuteAsync(crm.Tenant.Reader, new InspectInstallationInput(), default)).Waits;
    }

    private sealed class Sleeper() : RecordingSubscriber("test.sleeper", "deal.won");

    private async Task<IReadOnlyList<WaitingWork>> WaitsAsync() =>
        (await office.UseCase<InspectInstallation>().ExecuteAsync(office.Reader, new InspectInstallationInput(), default)).Waits;
}
