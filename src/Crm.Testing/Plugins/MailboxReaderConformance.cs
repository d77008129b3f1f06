using Crm.Messages;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What every mailbox reader keeps, against a mailbox that holds at least two messages and gets no more.</summary>
/// <typeparam name="T">The reader.</typeparam>
public abstract class MailboxReaderConformance<T>
    where T : class, IMailboxReader
{
    /// <summary>A fresh reader on one and the same mailbox.</summary>
    protected abstract T Create();

    /// <summary>The mailbox's address.</summary>
    protected virtual string Mailbox => "anna@sender.test";

    /// <summary>It says which channel it serves.</summary>
    [Test]
    public void Serves_a_channel() => Assert.That(Create().Channel, Is.Not.Empty);

    /// <summary>All messages come, oldest first, each at a position of its own.</summary>
    [Test]
    public async Task Reads_from_the_oldest_on()
    {
        var messages = await ReadAsync(null);
        Assert.That(messages, Has.Count.GreaterThan(1), "The mailbox must hold at least two messages.");
        Assert.That(messages.Select(message => message.ReceivedAt), Is.Ordered);
        Assert.That(messages.Select(message => message.ReceivedAt.Offset), Is.All.EqualTo(TimeSpan.Zero));
        Assert.That(messages.Select(message => message.Position), Is.Unique.And.None.Empty);
    }

    /// <summary>From each position the rest comes, whichever reader gave it; after the last one nothing.</summary>
    [Test]
    public async Task Goes_on_after_a_position()
    {
        var positions = (await ReadAsync(null)).Select(message => message.Position).ToList();
        for (var index = 0; index < positions.Count; index++)
            Assert.That((await ReadAsync(positions[index])).Select(message => message.Position), Is.EqualTo(positions.Skip(index + 1)));
    }

    private async Task<List<InboundMessage>> ReadAsync(string? position)
    {
        var messages = new List<InboundMessage>();
        await foreach (var message in Create().ReadAsync(Mailbox, position, CancellationToken.None))
            messages.Add(message);
        return messages;
    }
}
