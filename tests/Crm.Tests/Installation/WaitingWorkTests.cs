using Crm.Messages;
using Crm.Records;
using Crm.Sequences;

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

    private async Task<IReadOnlyList<WaitingWork>> WaitsAsync() =>
        (await office.UseCase<InspectInstallation>().ExecuteAsync(office.Reader, new InspectInstallationInput(), default)).Waits;
}
