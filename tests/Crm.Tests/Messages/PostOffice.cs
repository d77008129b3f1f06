using Crm.Activities;
using Crm.Kernel;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Messages;

/// <summary>Words for messages and their sender.</summary>
internal sealed class PostOffice(CrmHarness crm) : SequenceDesk(crm)
{
    public const string TwoMails = """
        sequence: Welcome
        key: welcome
        for: [contact]
        steps:
          - key: hello
            step: email.auto
            subject: "Hello {{ contact.first_name }}"
            body: "Dear {{ contact.first_name }}, shall we talk?"
          - key: again
            step: email.auto
            delay: 2 days
            subject: "Still there?"
            body: "Just asking."
        """;

    public FakeTransport Transport => Crm.Transport;

    public static async Task<PostOffice> OpenAsync(string kind, params object[] parts) => new(await StartAsync(kind, null, parts));

    public Task<SenderCounts> SendAsync() => Crm.SendBatchAsync();

    /// <summary>Enrolls one contact; its first mail is queued.</summary>
    public async Task<EnrollmentId> QueueAsync(Contact? contact = null)
    {
        var id = await StartAsync(TwoMails, contact ?? await ContactAsync());
        await RunAsync();
        Assert.That((await MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
        return id;
    }

    public async Task<Message> MessageAsync(EnrollmentId id) => (await MessagesAsync(id))[^1];

    public async Task<Message> MessageAsync(MessageId id) => (await ReadAsync(unit => unit.Messages.GetAsync([id], default))).Single();

    public async Task<StepExecution> ExecutionAsync(EnrollmentId id) => (await ExecutionsAsync(id))[^1];

    public async Task SetPolicyAsync(UnknownPolicy policy)
    {
        var mailbox = await MailboxAsync();
        await ReplaceAsync(mailbox with { UnknownPolicy = policy, Revision = mailbox.Revision + 1 });
    }

    public async Task<IReadOnlyList<TimelineEntry>> EmailsAsync(RecordId record) =>
        [.. (await TimelineAsync(record)).Where(entry => entry.TypeKey == "crm.email")];

    public async Task<IReadOnlyList<Activity>> ActivitiesAsync(params IEnumerable<Guid> ids) =>
        await ReadAsync(unit => unit.Activities.GetAsync([.. ids.Select(id => new ActivityId(id))], default));

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(Message message) =>
        ReadAsync(unit => unit.Messages.GetSuppressionsAsync(message.Channel, [message.AddressHash], default));

    /// <summary>A sender hands the message to its server and hears nothing more: the message stays Sending, and its lease has ended.</summary>
    public async Task<LostMessage> LoseAsync(EnrollmentId id, Action<StoreCall>? seen = null)
    {
        var sender = Crm.StartAnother(same => same with { Transport = new FakeTransport(), OnStoreCall = seen });
        var held = sender.Transport.Hangs();
        var sending = sender.SendBatchAsync();
        await held.Begun;
        var spoken = await MessageAsync(id);
        await ReplaceAsync(spoken with { LeaseUntil = DateTimeOffset.UnixEpoch, Revision = spoken.Revision + 1 });
        return new LostMessage(spoken, held, sending);
    }

    /// <summary>A sender settles what was lost, and dies before it claims anything.</summary>
    public void SettleLost() =>
        Assert.CatchAsync<OperationCanceledException>(() =>
            Dying(new StoreCall(nameof(IMessageClaims), nameof(IMessageClaims.ClaimAsync), IsDone: false)).SendBatchAsync()
        );

    /// <summary>From now on the server takes each message.</summary>
    /// <returns>Ends when it has taken one.</returns>
    public Task AcceptsAsync()
    {
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Transport.Does(
            (_, attempt, _) =>
            {
                attempt.PointOfNoReturn();
                accepted.TrySetResult();
                return Task.FromResult<SendResult>(new SendResult.Accepted("250 OK"));
            }
        );
        return accepted.Task;
    }

    /// <summary>One more mailbox, and a mail by a person that waits in it.</summary>
    public async Task<(MailboxId Mailbox, MessageId Message)> QueueFromAsync(string address, string to = "carla@customer.example")
    {
        var boxes = await ReadAsync(unit => unit.Messages.GetMailboxesAsync(default));
        var mailbox =
            boxes.SingleOrDefault(box => box.Address == address)?.Id
            ?? (await UseCase<AddMailbox>().ExecuteAsync(Administrator, new AddMailboxInput(address), default)).Id;
        var input = new SendEmailInput((await ContactAsync()).Ref, "Lunch?", "On Friday.") { To = to, Mailbox = mailbox };
        return (mailbox, (await UseCase<SendEmail>().ExecuteAsync(Administrator, input, default)).Id);
    }

    /// <summary>No invariant of the database is broken.</summary>
    public async Task VerifyAsync() => Assert.That(await Crm.VerifyAsync(), Is.Empty);
}

/// <summary>A message whose sender waits for an answer; where it never comes, the sender has died.</summary>
internal sealed record LostMessage(Message Message, HeldMessage Held, Task<SenderCounts> Sending)
{
    /// <summary>The answer comes after all, and the sender records it.</summary>
    public Task<SenderCounts> AnswerAsync(SendResult result)
    {
        Held.Answer(result);
        return Sending;
    }
}
