using System.Collections.Concurrent;
using Crm.Messages;

namespace Crm.Testing;

/// <summary>A transport that keeps what it is handed and answers what the test says; at first it accepts everything. Safe for all threads.</summary>
/// <param name="channel">The channel that it serves.</param>
public sealed class FakeTransport(string channel = "email") : IMessageTransport
{
    private readonly ConcurrentQueue<OutboundMessage> handed = new();
    private volatile Func<OutboundMessage, SendAttempt, CancellationToken, Task<SendResult>> answer = Accepting("250 OK");

    /// <inheritdoc/>
    public string Channel { get; } = channel;

    /// <summary>The account that senders share; null: each address is an account of its own.</summary>
    public SendingAccount? Account { get; set; }

    /// <summary>Which addresses share <see cref="Account"/>; at first all.</summary>
    public Func<string, bool> SharesAccount { get; set; } = _ => true;

    /// <inheritdoc/>
    public SendingAccount AccountOf(string from) => Account is { } shared && SharesAccount(from) ? shared : new SendingAccount(from);

    /// <summary>What it was handed so far, oldest first, whatever it answered.</summary>
    public IReadOnlyList<OutboundMessage> Handed => [.. handed];

    /// <summary>From now on the server takes each message.</summary>
    public void Accepts(string reply = "250 OK") => answer = Accepting(reply);

    /// <summary>From now on each message has this result: put off, refused, or that nobody knows.</summary>
    public void Answers(SendResult result) => answer = (_, _, _) => Task.FromResult(result);

    /// <summary>From now on it breaks.</summary>
    /// <param name="exception">What it throws.</param>
    /// <param name="isSpoken">Whether it has passed the point of no return by then.</param>
    public void Breaks(Exception exception, bool isSpoken) =>
        answer = (_, attempt, _) =>
        {
            if (isSpoken)
                attempt.PointOfNoReturn();
            throw exception;
        };

    /// <summary>From now on it hangs with each message until the test answers.</summary>
    /// <param name="isSpoken">Whether it has passed the point of no return before it hangs.</param>
    public HeldMessage Hangs(bool isSpoken = true)
    {
        var held = new HeldMessage();
        answer = (message, attempt, _) =>
        {
            if (isSpoken)
                attempt.PointOfNoReturn();
            return held.HoldAsync(attempt);
        };
        return held;
    }

    /// <summary>From now on it does what a function says.</summary>
    public void Does(Func<OutboundMessage, SendAttempt, CancellationToken, Task<SendResult>> send) => answer = send;

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken)
    {
        handed.Enqueue(message);
        return answer(message, attempt, cancellationToken);
    }

    private static Func<OutboundMessage, SendAttempt, CancellationToken, Task<SendResult>> Accepting(string reply) =>
        (_, attempt, _) =>
        {
            attempt.PointOfNoReturn();
            return Task.FromResult<SendResult>(new SendResult.Accepted(reply));
        };
}
