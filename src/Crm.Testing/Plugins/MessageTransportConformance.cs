using Crm.Messages;
using Crm.Records;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What every message transport keeps, against a world that takes everything.</summary>
/// <typeparam name="T">The transport.</typeparam>
public abstract class MessageTransportConformance<T>
    where T : class, IMessageTransport
{
    /// <summary>A transport that speaks to a world in which every message is taken.</summary>
    protected abstract T Create();

    /// <summary>What that world has got so far, each message as it travelled.</summary>
    protected abstract Task<IReadOnlyList<string>> DeliveredAsync();

    /// <summary>An address that the world takes.</summary>
    protected virtual string Recipient => "bob@recipient.test";

    /// <summary>A message as the engine would hand it over.</summary>
    protected virtual OutboundMessage Message =>
        new()
        {
            Id = new MessageId(new Guid(1, 0, 0, new byte[8])),
            Tenant = TenantId.From("conformance"),
            Channel = Channels.Email,
            From = "anna@sender.test",
            FromName = "Anna Berg",
            To = Recipient,
            ToName = "Bob",
            Subject = "Good morning",
            Text = "Hello Bob",
            WireId = "0199.conformance@sender.test",
            Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };

    /// <summary>It says which channel it serves.</summary>
    [Test]
    public void Serves_a_channel() => Assert.That(Create().Channel, Is.EqualTo(Message.Channel));

    /// <summary>Accepted means: past the point of no return, and there once, under the engine's identifier.</summary>
    [Test]
    public async Task An_accepted_message_is_there_once()
    {
        var attempt = new SendAttempt();
        var result = await Create().SendAsync(Message, attempt, CancellationToken.None);
        Assert.That(result, Is.InstanceOf<SendResult.Accepted>());
        Assert.That(attempt.MayHaveBeenSent, "SendAttempt.PointOfNoReturn must be called before the message can be complete.");
        Assert.That((await DeliveredAsync()).Count(message => message.Contains(Message.WireId, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    /// <summary>Line breaks would smuggle in headers or commands.</summary>
    [TestCase("\r\nBcc: eve@evil.test")]
    [TestCase("\nBcc: eve@evil.test")]
    [TestCase("\rBcc: eve@evil.test")]
    public async Task Line_breaks_are_refused_everywhere(string tail)
    {
        await RefusesAsync(
            Message with
            {
                Subject = Message.Subject + tail,
            },
            Message with
            {
                FromName = "Anna" + tail,
            },
            Message with
            {
                ToName = "Bob" + tail,
            },
            Message with
            {
                From = Message.From + tail,
            },
            Message with
            {
                To = Message.To + tail,
            },
            Message with
            {
                WireId = Message.WireId + tail,
            },
            Message with
            {
                InReplyTo = "earlier@sender.test" + tail,
            },
            Message with
            {
                References = ["earlier@sender.test" + tail],
            },
            Message with
            {
                Headers = [new("X-Kind", "check" + tail)],
            },
            Message with
            {
                Headers = [new("X-Kind" + tail, "check")],
            }
        );
    }

    /// <summary>Exactly one recipient: a list would reach people the engine knows nothing of.</summary>
    [Test]
    public Task A_list_of_addresses_is_refused() =>
        RefusesAsync(
            Message with
            {
                To = $"{Recipient}, eve@evil.test",
            },
            Message with
            {
                To = $"{Recipient};eve@evil.test",
            },
            Message with
            {
                To = $"{Recipient} eve@evil.test",
            },
            Message with
            {
                To = $"Friends: {Recipient}, eve@evil.test;",
            },
            Message with
            {
                To = $"Bob <{Recipient}>",
            },
            Message with
            {
                To = "",
            },
            Message with
            {
                From = "anna@sender.test, eve@evil.test",
            }
        );

    private async Task RefusesAsync(params OutboundMessage[] messages)
    {
        var before = (await DeliveredAsync()).Count;
        var transport = Create();
        foreach (var message in messages)
        {
            var attempt = new SendAttempt();
            var result = await transport.SendAsync(message, attempt, CancellationToken.None);
            Assert.That((result as SendResult.Refused)?.Kind, Is.EqualTo(RefusalKind.Message), message.ToString());
            Assert.That(attempt.MayHaveBeenSent, Is.False, message.ToString());
        }
        Assert.That(await DeliveredAsync(), Has.Count.EqualTo(before));
    }
}
