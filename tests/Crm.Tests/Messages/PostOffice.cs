using System.Collections.Concurrent;
using Crm.Activities;
using Crm.Kernel;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Timeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Messages;

/// <summary>A transport that answers what the test says, and remembers what it was handed.</summary>
internal sealed class ScriptedTransport : IMessageTransport
{
    public ConcurrentQueue<OutboundMessage> Handed { get; } = new();

    public Func<OutboundMessage, SendAttempt, CancellationToken, Task<SendResult>> Answer { get; set; } =
        (_, attempt, _) =>
        {
            attempt.PointOfNoReturn();
            return Task.FromResult<SendResult>(new SendResult.Accepted("250 OK"));
        };

    public string Channel => "email";

    public void Answers(SendResult result) => Answer = (_, _, _) => Task.FromResult(result);

    public Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken)
    {
        Handed.Enqueue(message);
        return Answer(message, attempt, cancellationToken);
    }
}

/// <summary>The desk of a tenant with its real sender, whose transport does what the test says.</summary>
internal sealed class PostOffice(SequenceDesk desk, ScriptedTransport transport) : IAsyncDisposable
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

    public SequenceDesk Desk { get; } = desk;

    public ScriptedTransport Transport { get; } = transport;

    public SenderOptions Options { get; } = new() { Lease = TimeSpan.FromMinutes(2) };

    public DeliveryOutcome Outcome => new(Desk.Engine);

    private static CancellationToken None => CancellationToken.None;

    public static async Task<PostOffice> OpenAsync(string kind, params object[] parts)
    {
        var transport = new ScriptedTransport();
        return new PostOffice(await SequenceDesk.OpenAsync(kind, null, [transport, .. parts]), transport);
    }

    public MessageSender Sender(ICrmStore? store = null, Waypoints? waypoints = null, StepEngine? engine = null)
    {
        (store, waypoints, engine) = (store ?? Desk.Store, waypoints ?? Waypoints.Silent, engine ?? Desk.Engine);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var claims = new MessageClaims(store, options, Desk.Clock, waypoints, NullLogger<MessageClaims>.Instance);
        return new MessageSender(
            claims,
            new MessageGate(store, new GateRules(engine), options, Desk.Clock, waypoints),
            new Transmission(engine.Catalog, claims, options, Desk.Clock, NullLogger<Transmission>.Instance),
            Recorder(store, waypoints, engine),
            NullLogger<MessageSender>.Instance
        );
    }

    public DeliveryRecorder Recorder(ICrmStore? store = null, Waypoints? waypoints = null, StepEngine? engine = null) =>
        new(store ?? Desk.Store, new DeliveryOutcome(engine ?? Desk.Engine), Desk.Clock, waypoints ?? Waypoints.Silent, NullLogger<DeliveryRecorder>.Instance);

    public Task<SenderCounts> SendAsync() => Sender().RunOnceAsync(100, None);

    /// <summary>Enrolls one contact; its first mail is queued.</summary>
    public async Task<EnrollmentId> QueueAsync(Contact? contact = null)
    {
        var id = await Desk.StartAsync(TwoMails, contact ?? await Desk.ContactAsync());
        await Desk.RunAsync();
        Assert.That((await MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
        return id;
    }

    public async Task<Message> MessageAsync(EnrollmentId id) => (await Desk.MessagesAsync(id))[^1];

    public async Task<Message> MessageAsync(MessageId id) => (await Desk.ReadAsync(unit => unit.Messages.GetAsync([id], None))).Single();

    public async Task<StepExecution> ExecutionAsync(EnrollmentId id) => (await Desk.ExecutionsAsync(id))[^1];

    public async Task<Mailbox> MailboxAsync() => (await Desk.ReadAsync(unit => unit.Messages.GetMailboxesAsync(None))).Single();

    public async Task SetPolicyAsync(UnknownPolicy policy)
    {
        var mailbox = await MailboxAsync();
        await Desk.WriteAsync(Testing.Builders.Sample.Update(mailbox with { UnknownPolicy = policy, Revision = mailbox.Revision + 1 }));
    }

    public async Task<IReadOnlyList<TimelineEntry>> EmailsAsync(RecordId record)
    {
        var page = await Desk.ReadAsync(unit =>
            unit.Activities.GetTimelineAsync(new TimelineFilter { Record = record, TypeKeys = ["crm.email"] }, new PageRequest(200), None)
        );
        return page.Rows;
    }

    public async Task<IReadOnlyList<Activity>> ActivitiesAsync(params IEnumerable<Guid> ids) =>
        await Desk.ReadAsync(unit => unit.Activities.GetAsync([.. ids.Select(id => new ActivityId(id))], None));

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(Message message) =>
        Desk.ReadAsync(unit => unit.Messages.GetSuppressionsAsync(message.Channel, [message.AddressHash], None));

    /// <summary>A sender passes the gate and dies: the message stays Sending, and its lease has ended.</summary>
    public async Task<Message> LoseAsync(EnrollmentId id)
    {
        var queued = await MessageAsync(id);
        await using var unit = await Desk.Store.BeginSystemAsync(None);
        var claimed = (await unit.Claims.ClaimMessagesAsync(Desk.Clock.GetUtcNow(), 100, TimeSpan.FromMinutes(1), None)).Single(row => row.Id == queued.Id);
        var passed = (GateAnswer.Passed)await unit.Claims.PassGateAsync(claimed.Id, claimed.Fence, TimeSpan.Zero, Desk.Clock.GetUtcNow(), None);
        await unit.CommitAsync(None);
        return passed.Message;
    }

    /// <summary>Records a fate as a sender does that has talked to the server for a long time.</summary>
    public async Task<SenderCounts> RecordAsync(Message spoken, SendResult result)
    {
        var run = new SenderRun();
        await Recorder().RecordAsync(run, spoken, result, None);
        return run.Counts;
    }

    /// <summary>No invariant of the database is broken.</summary>
    public async Task VerifyAsync() => Assert.That(await Desk.ReadAsync(unit => unit.Audit.VerifyAsync(None)), Is.Empty);

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
