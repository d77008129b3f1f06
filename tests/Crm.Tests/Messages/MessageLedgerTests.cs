using Crm.Audit;
using Crm.Events;
using Crm.Kernel;
using Crm.Ledger;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Tests;

namespace Crm.Messages;

/// <summary>A message changes in one place, and never without its event.</summary>
internal sealed class MessageLedgerTests
{
    private static IEnumerable<TestCaseData> Transitions() =>
        from state in Enum.GetValues<MessageState>()
        from trigger in MessageLifecycle.Table.Allowed(state)
        select new TestCaseData(state, trigger);

    [TestCaseSource(nameof(Transitions))]
    public void A_message_moves_with_its_event(MessageState state, MessageTrigger trigger)
    {
        var message = Sample.Message(Sample.Mailbox(Sample.TenantId())) with { State = state, Causes = ["enrollment:1"], Revision = 3 };
        var work = Work(message.Tenant, "member:1");

        var after = MessageLedger.Move(work, message, new MessageMove(trigger));

        Assert.That(work.Changes.Updated<Message>(), Is.EqualTo(new[] { after }));
        Assert.That((after.State, after.Revision), Is.EqualTo((MessageLifecycle.Table.Next(state, trigger), 4)));
        var events = work.Changes.Inserted<OutboxEvent>();
        Assert.That(events.Select(occurred => occurred.Type), Is.EqualTo(MessageEventTypes.Of(trigger) is { } type ? new[] { type } : []));
        if (events is [var told])
            Assert.That(told.Causes, Is.EqualTo(new[] { "member:1", "enrollment:1", $"message:{message.Id}" }));
    }

    [Test]
    public void A_new_message_is_queued_with_its_event()
    {
        var message = Sample.Message(Sample.Mailbox(Sample.TenantId()));
        var work = Work(message.Tenant);

        MessageLedger.Queue(work, message);

        Assert.That(work.Changes.Inserted<Message>(), Is.EqualTo(new[] { message }));
        Assert.That(work.Changes.Inserted<OutboxEvent>().Single().Type, Is.EqualTo("message.queued"));
    }

    [Test]
    public void Audit_rows_and_events_hold_neither_address_nor_text()
    {
        var message = Sample.Message(Sample.Mailbox(Sample.TenantId())) with { State = MessageState.Sending };
        var work = Work(message.Tenant);

        MessageLedger.Audit(work, message, MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Acknowledge)));

        var (told, audited) = (work.Changes.Inserted<OutboxEvent>().Single(), work.Changes.Inserted<AuditEntry>().Single());
        foreach (var secret in new[] { message.ToAddress, message.FromAddress, message.Subject, message.Text })
            Assert.That(told.Payload + audited.Before + audited.After, Does.Not.Contain(secret));
    }

    [Test]
    public void No_other_file_of_the_engine_moves_a_message()
    {
        var engine = Path.Combine(Repository.Root, "src", "Crm");
        var others = Directory
            .EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Ledger/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("MessageLifecycle.Table.Next", StringComparison.Ordinal));
        Assert.That(others.Select(Path.GetFileName), Is.Empty);
    }

    private static Work Work(TenantId tenant, params string[] causes)
    {
        var origin = new WorkOrigin(tenant, Actor.System("test"), "test", causes, Sample.Now);
        return new Work(null!, origin, Access.Of(origin.Actor, []), new ChangeSet(), CancellationToken.None);
    }
}
