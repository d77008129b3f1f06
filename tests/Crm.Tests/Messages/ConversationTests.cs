using Crm.Sequences.Running;

namespace Crm.Messages;

/// <summary>A mailbox holds one conversation at a time, and a server that does not answer keeps its own mailbox waiting and no other.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ConversationTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    [CancelAfter(120_000)]
    public async Task Servers_that_do_not_answer_keep_no_other_mailbox_waiting(CancellationToken late)
    {
        var worker = office.Crm.StartAnother(same => same with { Settings = new Dictionary<string, string?> { ["Sender:Mailboxes"] = "2" } });
        var silent = new TaskCompletionSource<SendResult>();
        office.Transport.Does(
            (message, attempt, _) =>
            {
                attempt.PointOfNoReturn();
                return message.From.StartsWith("silent", StringComparison.Ordinal) ? silent.Task : Task.FromResult<SendResult>(new SendResult.Accepted("250"));
            }
        );
        for (var number = 0; number < 5; number++)
            await office.QueueFromAsync($"silent{number}@acme.example");
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, answered) = await office.QueueFromAsync("answered@acme.example");

        await worker.StartWorkersAsync(late);
        await office.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), async () => (await office.MessageAsync(answered)).State == MessageState.Sent, late);

        Assert.That(
            office.Transport.Handed.Count(mail => mail.From.StartsWith("silent", StringComparison.Ordinal)),
            Is.GreaterThan(2),
            "more than the worker has slots"
        );
        silent.SetResult(new SendResult.Accepted("250, at last"));
        await worker.StopWorkersAsync(late);
        foreach (var mail in office.Transport.Handed)
            Assert.That((await office.MessageAsync(mail.Id)).State, Is.EqualTo(MessageState.Sent));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Mailboxes_that_wait_for_the_turn_of_a_busy_account_keep_no_other_account_waiting(CancellationToken late)
    {
        var worker = office.Crm.StartAnother(same => same with { Settings = new Dictionary<string, string?> { ["Sender:Mailboxes"] = "3" } });
        office.Transport.Account = new SendingAccount("busy") { MaxConcurrentMessages = 1 };
        office.Transport.SharesAccount = from => from.StartsWith("busy", StringComparison.Ordinal);
        var busy = new TaskCompletionSource<SendResult>();
        office.Transport.Does(
            (message, attempt, _) =>
            {
                attempt.PointOfNoReturn();
                return office.Transport.SharesAccount(message.From) ? busy.Task : Task.FromResult<SendResult>(new SendResult.Accepted("250"));
            }
        );
        for (var number = 0; number < 4; number++)
            await office.QueueFromAsync($"busy{number}@acme.example");
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, free) = await office.QueueFromAsync("free@acme.example");

        await worker.StartWorkersAsync(late);
        int Busy() => office.Transport.Handed.Count(mail => mail.From.StartsWith("busy", StringComparison.Ordinal));
        await office.Clock.AdvanceUntilAsync(
            TimeSpan.FromSeconds(1),
            async () => Busy() > 0 && (await office.MessageAsync(free)).State == MessageState.Sent,
            late
        );

        Assert.That(Busy(), Is.EqualTo(1));
        busy.SetResult(new SendResult.Accepted("250, at last"));
        await worker.StopWorkersAsync(late);
    }

    [Test]
    public async Task A_mailbox_speaks_one_message_after_the_other_however_many_senders_there_are()
    {
        var (speaking, most) = (0, 0);
        for (var number = 0; number < 45; number++)
            await office.QueueFromAsync("one@acme.example", $"customer{number}@customer.example");
        office.Transport.Does(
            async (_, attempt, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref speaking));
                attempt.PointOfNoReturn();
                await Task.Yield();
                Interlocked.Decrement(ref speaking);
                return new SendResult.Accepted("250");
            }
        );
        var senders = Enumerable.Range(0, 4).Select(_ => office.Crm.StartAnother()).ToList();

        await Task.WhenAll(
            senders.Select(sender =>
                Task.Run(async () =>
                {
                    while (office.Transport.Handed.Count < 45)
                        await sender.SendBatchAsync();
                })
            )
        );

        Assert.That(most, Is.EqualTo(1));
        Assert.That(office.Transport.Handed.Select(mail => mail.WireId).ToList(), Is.Unique.And.Count.EqualTo(45));
    }

    [Test]
    public async Task An_account_is_not_handed_more_messages_at_a_time_than_it_takes()
    {
        office.Transport.Account = new SendingAccount("shared") { MaxConcurrentMessages = 2 };
        var (speaking, most, both) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        for (var number = 0; number < 6; number++)
            await office.QueueFromAsync($"box{number}@acme.example");
        office.Transport.Does(
            async (_, attempt, breakOff) =>
            {
                attempt.PointOfNoReturn();
                lock (both)
                {
                    most = Math.Max(most, ++speaking);
                    if (most == 2)
                        both.TrySetResult();
                }
                await both.Task.WaitAsync(breakOff);
                lock (both)
                    speaking--;
                return new SendResult.Accepted("250");
            }
        );

        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(6));
        Assert.That(most, Is.EqualTo(2));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_transport_that_the_engine_gave_up_keeps_its_turn_until_it_has_ended(CancellationToken late)
    {
        office.Transport.Account = new SendingAccount("shared") { MaxConcurrentMessages = 1 };
        var sender = office.Crm.StartAnother(same =>
            same with
            {
                Settings = new Dictionary<string, string?> { ["Sender:SendTimeout"] = "00:00:20", ["Sender:Lease"] = "00:00:02" },
            }
        );
        var (_, first) = await office.QueueFromAsync("first@acme.example");
        var held = office.Transport.Hangs();
        var sending = sender.SendBatchAsync(cancellationToken: late);
        await held.Begun;
        await office.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), sending, late);
        Assert.That((await office.MessageAsync(first)).State, Is.EqualTo(MessageState.Unknown), "given up");

        office.Transport.Accepts();
        var (_, second) = await office.QueueFromAsync("second@acme.example");
        await sender.SendBatchAsync(cancellationToken: late);
        Assert.That((await office.MessageAsync(second)).State, Is.EqualTo(MessageState.Queued), "the account still speaks of the first");

        held.Answer(new SendResult.Accepted("250, too late"));
        Assert.That((await sender.SendBatchAsync(cancellationToken: late)).Sent, Is.EqualTo(1));
    }
}
