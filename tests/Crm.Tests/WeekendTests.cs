using Crm.Events;
using Crm.Messages;
using Crm.Sequences;
using Crm.Stores;

namespace Crm;

/// <summary>A worker that is cut off from mail server, database and a partner's service over a weekend goes on by itself on Monday, with each as it comes back.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class WeekendTests(string kind)
{
    private const int Customers = 30;

    private const string Calls = """
        sequence: Calls
        key: calls
        for: [contact]
        exclusive: no
        steps:
          - key: call
            step: call
            delay: 1 day
            subject: "Call {{ contact.first_name }}"
        """;

    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 7, 0, 0, TimeSpan.Zero);
    private static readonly SendResult Away = new SendResult.Deferred("No connection to the server: refused") { IsAccountWide = true };

    private readonly Partner partner = new();
    private PostOffice office = null!;
    private CrmHarness worker = null!;
    private bool isDatabaseAway;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await PostOffice.OpenAsync(kind, partner);
        worker = office.Crm.StartAnother(same =>
            same with
            {
                OnStoreCall = call => _ = isDatabaseAway ? throw new TransientStoreException("No answer.", new TimeoutException()) : call,
            }
        );
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await worker.DisposeAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task On_monday_everything_goes_on_within_a_minute_of_each_coming_back_nothing_twice_and_nothing_lost()
    {
        await EnrollAsync();
        (partner.Fails, isDatabaseAway) = (int.MaxValue, false);
        office.Transport.Answers(Away);
        await WorkUntilAsync(Friday.AddHours(3), TimeSpan.FromMinutes(15));
        isDatabaseAway = true;
        await WorkUntilAsync(Monday, TimeSpan.FromMinutes(15));

        isDatabaseAway = false;
        await WorkUntilAsync(Monday.AddMinutes(1), TimeSpan.FromSeconds(5));
        Assert.That(await OpenCallsAsync(), Is.EqualTo(Customers), "what came due on Saturday is there");
        Assert.That(await MailsAsync(), Is.All.EqualTo((MessageState.Queued, 0)), "the time without a server counts for no message");

        await WorkUntilAsync(Monday.AddMinutes(40), TimeSpan.FromMinutes(5));
        var tried = office.Transport.Handed.Count;
        office.Transport.Accepts();
        await WorkUntilAsync(Monday.AddMinutes(41), TimeSpan.FromSeconds(5));
        Assert.That(office.Transport.Handed.Skip(tried).Select(mail => mail.To), Is.Unique.And.Count.EqualTo(Customers), "each once");
        Assert.That((await MailsAsync()).Select(mail => mail.State), Is.All.EqualTo(MessageState.Sent));

        await WorkUntilAsync(Monday.AddMinutes(80), TimeSpan.FromMinutes(5));
        Assert.That(partner.Told, Is.Empty);
        partner.Fails = 0;
        await WorkUntilAsync(Monday.AddMinutes(81), TimeSpan.FromSeconds(5));
        Assert.That(partner.Told.Count(told => told.Type == "message.sent"), Is.EqualTo(Customers));
        Assert.That(partner.Told.Count(told => told.Type == "enrollment.started"), Is.EqualTo(2 * Customers));
        Assert.That(partner.Told.Select(told => told.Id), Is.Unique, "none twice");

        await WorkUntilAsync(Monday.AddDays(3), TimeSpan.FromHours(1));
        Assert.That(
            (await EnrollmentsAsync("welcome")).Select(row => (row.State, row.Finish)),
            Is.All.EqualTo((EnrollmentState.Finished, FinishReason.Completed))
        );
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(tried + (2 * Customers)), "the second mail follows, once");
        await office.VerifyAsync();
    }

    private async Task EnrollAsync()
    {
        office.Clock.SetUtcNow(Friday);
        await office.PublishAsync(PostOffice.TwoMails);
        await office.PublishAsync(Calls);
        for (var number = 0; number < Customers; number++)
        {
            var contact = await office.ContactAsync($"Customer {number}");
            await office.EnrollAsync("welcome", contact);
            await office.EnrollAsync("calls", contact);
        }
    }

    /// <summary>What the worker's loops do, time and again: one that fails for the database leaves off and begins anew.</summary>
    private async Task WorkUntilAsync(DateTimeOffset until, TimeSpan pace)
    {
        for (var now = office.Clock.GetUtcNow(); now < until; now = now + pace < until ? now + pace : until)
        {
            office.Clock.SetUtcNow(now);
            foreach (var loop in new Func<Task>[] { () => worker.RunDueAsync(), () => worker.SendAllAsync(), () => worker.RelayAllAsync() })
                try
                {
                    await loop();
                }
                catch (TransientStoreException) when (isDatabaseAway)
                {
                    continue;
                }
        }
        office.Clock.SetUtcNow(until);
    }

    private async Task<int> OpenCallsAsync()
    {
        var calls = await EnrollmentsAsync("calls");
        return (await office.ReadAsync(unit => unit.Activities.GetOpenOfEnrollmentsAsync([.. calls.Select(row => row.Id)], default))).Count;
    }

    private async Task<IReadOnlyList<(MessageState State, int Attempts)>> MailsAsync()
    {
        var welcome = await EnrollmentsAsync("welcome");
        var mails = await office.ReadAsync(unit => unit.Messages.GetOfEnrollmentsAsync([.. welcome.Select(row => row.Id)], default));
        return [.. mails.Select(mail => (mail.State, mail.Attempts))];
    }

    private async Task<IReadOnlyList<EnrollmentView>> EnrollmentsAsync(string sequence)
    {
        var input = new ListEnrollmentsInput { Sequence = sequence, Page = new PageRequest(100) };
        return [.. (await office.UseCase<ListEnrollments>().ExecuteAsync(office.Administrator, input, default)).Rows.Select(row => row.Enrollment)];
    }

    private sealed class Partner() : RecordingSubscriber("test.partner", "message.sent", "enrollment.started");
}
