using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Messages;

/// <summary>What the server said is written, however long the database or the next step stands in the way, and nobody but the process that heard it says otherwise.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeliveryRecorderTests(string kind)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync()
    {
        await office.VerifyAsync();
        await office.DisposeAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task What_the_server_accepted_is_written_when_the_database_writes_again_however_long_that_takes(CancellationToken late)
    {
        var (accepted, tries) = (office.AcceptsAsync(), 0);
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = await office.QueueAsync();
        var sender = office.Crm.StartAnother(same => same with { OnStoreCall = Seen });

        var sending = sender.SendBatchAsync(cancellationToken: late);
        await refused.Task.WaitAsync(late); // it has heard the answer, and the clock may go on
        await office.Clock.AdvanceUntilAsync(LongestPause, sending, late);

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.ServerReply, message.Attempts), Is.EqualTo((MessageState.Sent, "250 OK", 1)));
        Assert.That(message.SentAt, Is.EqualTo(Sample.Now), "when the server said so, not when it was written");
        Assert.That((await office.EnrollmentAsync(id)).StepKey, Is.EqualTo("again"), "what comes after it was not given up either");
        Assert.That(tries, Is.GreaterThan(60));

        void Seen(StoreCall call)
        {
            if (accepted.IsCompleted && call == new StoreCall(nameof(ISystemStore), nameof(ISystemStore.BeginAsync), IsDone: false) && ++tries <= 60)
            {
                refused.TrySetResult();
                throw new IOException("No space left on device");
            }
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_sent_mail_whose_next_step_cannot_be_planned_is_sent_and_its_enrollment_says_what_keeps_it(CancellationToken late)
    {
        var id = await office.QueueAsync();
        var host = office.Crm.StartAnother(same =>
            same with
            {
                // Behind the gate, only planning the next step reads the tenants.
                OnStoreCall = call =>
                    _ =
                        call is { Member: nameof(ITenancyLookup.GetTenantsAsync), IsDone: false } && office.Transport.Handed.Count > 0
                            ? throw new InvalidOperationException("The zone of the tenant is gone.")
                            : call,
            }
        );

        var sending = host.SendBatchAsync(cancellationToken: late);
        await office.Clock.AdvanceUntilAsync(LongestPause, sending, late);

        var message = await office.MessageAsync(id);
        var blocked = await office.EnrollmentAsync(id);
        Assert.That(message.State, Is.EqualTo(MessageState.Sent));
        Assert.That(await office.EmailsAsync(message.Record), Has.Count.EqualTo(1));
        Assert.That((blocked.State, blocked.Cause), Is.EqualTo((EnrollmentState.Blocked, $"message:{message.Id}")));
        Assert.That(blocked.Reason, Does.StartWith("The email was sent, but the next step cannot be planned"));
        Assert.That((await office.ExecutionAsync(id)).State, Is.EqualTo(StepExecutionState.Done));
        await office.VerifyAsync();

        await office.UseCase<ResumeEnrollment>().ExecuteAsync(office.Administrator, new EnrollmentInput(id), default);
        await office.RunAsync();
        await office.SendAsync();
        var next = await office.EnrollmentAsync(id);
        Assert.That((next.State, next.StepKey, next.DueAt), Is.EqualTo((EnrollmentState.Active, "again", message.SentAt + TimeSpan.FromDays(2))));
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(1), "a step that is done is not done again");
    }

    [Test]
    public async Task A_gate_whose_commit_was_not_answered_lets_nothing_be_said_and_the_message_waits_without_an_attempt()
    {
        var (isGate, isLost) = (false, false);
        var id = await office.QueueAsync();
        var sender = office.Crm.StartAnother(same => same with { OnStoreCall = Seen });

        await sender.SendBatchAsync();

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.Attempts, message.LeaseUntil), Is.EqualTo((MessageState.Queued, 0, (DateTimeOffset?)null)));
        Assert.That(office.Transport.Handed, Is.Empty);
        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));

        void Seen(StoreCall call)
        {
            isGate |= call == new StoreCall(nameof(IMessageClaims), nameof(IMessageClaims.PassGateAsync), IsDone: true);
            if (isLost || !isGate || call != new StoreCall(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.CommitAsync), IsDone: true))
                return;
            isLost = true;
            throw new CommitUnknownException(new IOException("The line is cut."));
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_process_never_calls_lost_what_it_has_heard_the_server_take(CancellationToken late)
    {
        var (accepted, isAway) = (office.AcceptsAsync(), true);
        await office.SetPolicyAsync(UnknownPolicy.Resend);
        var id = await office.QueueAsync();
        var sender = office.Crm.StartAnother(same => same with { OnStoreCall = Seen });
        var sending = sender.SendBatchAsync(cancellationToken: late);
        await accepted.WaitAsync(late);
        var spoken = await office.MessageAsync(id);
        await office.ReplaceAsync(spoken with { LeaseUntil = DateTimeOffset.UnixEpoch, Revision = spoken.Revision + 1 });

        var counts = await sender.SendBatchAsync(cancellationToken: late);
        isAway = false;
        await office.Clock.AdvanceUntilAsync(LongestPause, sending, late);

        Assert.That(counts.Unknown, Is.Zero);
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(1));

        void Seen(StoreCall call)
        {
            if (accepted.IsCompleted && isAway && call == new StoreCall(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), IsDone: false))
                throw new TransientStoreException("It only reads now.", new IOException());
        }
    }
}
