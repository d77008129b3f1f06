using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the ledger of outbound messages, mailboxes and suppressions.</summary>
[Proves(typeof(IMessageStore))]
[Proves(typeof(IMessageLookup))]
public abstract class MessageStoreSuite : StoreSuite
{
    [Test]
    public async Task Gives_templates_by_name()
    {
        var tenant = Sample.TenantId();
        var templates = new[] { "B", "A" }.Select(name => (MailTemplate)SampleRow.Complete(typeof(MailTemplate), tenant) with { Name = name }).ToList();
        await StoreAsync(templates);
        AssertSame([templates[1], templates[0]], await ReadAsync(tenant, work => work.Messages.GetTemplatesAsync(default)));
    }

    [Test]
    public async Task Pages_messages_newest_first_and_narrows_them()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var messages = Enumerable.Range(0, 10).Select(_ => Sample.Message(mailbox)).ToList();
        var sent = Sample.Message(mailbox) with { State = MessageState.Sent };
        await StoreAsync([mailbox, .. messages, sent]);

        await using var work = await TenantStore.BeginAsync(mailbox.Tenant, WorkKind.Read, default);
        AssertSame([sent, .. Enumerable.Reverse(messages)], await ListAsync(new MessageFilter()));
        AssertSame([sent], await ListAsync(new MessageFilter { States = [MessageState.Sent, MessageState.Bounced] }));
        AssertSame([messages[4]], await ListAsync(new MessageFilter { Record = messages[4].Record }));
        AssertSame([sent], await work.Messages.GetAsync([sent.Id, new MessageId(Sample.Id())], default));

        Task<IReadOnlyList<Message>> ListAsync(MessageFilter filter) => AllPagesAsync(3, page => work.Messages.ListAsync(filter, page, default));
    }

    [Test]
    public async Task Narrows_messages_to_a_mailbox_and_to_records_that_the_caller_sees()
    {
        var tenant = Sample.TenantId();
        var first = Sample.Mailbox(tenant);
        var (second, me, other) = (Sample.Mailbox(tenant), Sample.Member(tenant), Sample.Member(tenant));
        var (mine, nobodys, foreign) = (Sample.Contact(tenant, owner: me.Id), Sample.Contact(tenant), Sample.Contact(tenant, owner: other.Id));
        Message[] messages = [Sample.Message(first, record: mine.Id), Sample.Message(second, record: nobodys.Id), Sample.Message(first, record: foreign.Id)];
        await StoreAsync([first, second, mine, nobodys, foreign, .. messages]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame([messages[2], messages[0]], await ListAsync(new MessageFilter { Mailbox = first.Id }));
        AssertSame([messages[1], messages[0]], await ListAsync(new MessageFilter { VisibleOwners = [me.Id] }));
        AssertSame([messages[1]], await ListAsync(new MessageFilter { VisibleOwners = [] }));

        Task<IReadOnlyList<Message>> ListAsync(MessageFilter filter) => AllPagesAsync(1, page => work.Messages.ListAsync(filter, page, default));
    }

    [Test]
    public async Task Narrows_messages_to_a_sequence_and_to_when_they_were_queued()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var enrollment = Sample.Enrollment(Sample.Sequence(mailbox.Tenant));
        var other = Sample.Enrollment(Sample.Sequence(mailbox.Tenant));
        var at = Sample.Message(mailbox).QueuedAt;
        Message[] messages = [Sample.Message(mailbox), Sample.Message(mailbox, enrollment), Sample.Message(mailbox, other) with { QueuedAt = at.AddHours(1) }];
        await StoreAsync([mailbox, enrollment, other, .. messages]);

        await using var work = await TenantStore.BeginAsync(mailbox.Tenant, WorkKind.Read, default);
        AssertSame([messages[1]], await ListAsync(new MessageFilter { Sequence = enrollment.Sequence }));
        AssertSame([messages[2]], await ListAsync(new MessageFilter { QueuedFrom = at.AddHours(1) }));
        AssertSame([messages[1], messages[0]], await ListAsync(new MessageFilter { QueuedBefore = at.AddHours(1) }));

        Task<IReadOnlyList<Message>> ListAsync(MessageFilter filter) => AllPagesAsync(1, page => work.Messages.ListAsync(filter, page, default));
    }

    [Test]
    public async Task Gets_messages_of_enrollments_oldest_first()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var enrollment = Sample.Enrollment(Sample.Sequence(mailbox.Tenant));
        Message[] messages = [Sample.Message(mailbox, enrollment), Sample.Message(mailbox, enrollment)];
        await StoreAsync([Sample.Message(mailbox), .. Enumerable.Reverse(messages)]);
        AssertSame(messages, await ReadAsync(mailbox.Tenant, work => work.Messages.GetOfEnrollmentsAsync([enrollment.Id], default)));
    }

    [Test]
    public async Task Tells_what_has_left_for_enrollments_from_what_may_be_taken_back()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var enrollment = Sample.Enrollment(Sample.Sequence(mailbox.Tenant));
        var sent = Sample.Message(mailbox, enrollment) with { State = MessageState.Sent, SentAt = Sample.Now, References = ["first@acme.example"] };
        var (queued, sending) = (Sample.Message(mailbox, enrollment), Sample.Message(mailbox, enrollment) with { State = MessageState.Sending });
        await StoreAsync(sent, queued, sending, Sample.Message(mailbox));

        await using var work = await TenantStore.BeginAsync(mailbox.Tenant, WorkKind.Read, default);
        AssertSame([queued], await work.Messages.GetUnsentOfEnrollmentsAsync([enrollment.Id], default));
        var thread = (await work.Messages.GetThreadsAsync([enrollment.Id], default)).Single();
        Assert.That(
            (thread.Enrollment, thread.Channel, thread.Mailbox, thread.Subject, thread.WireId),
            Is.EqualTo((enrollment.Id, sent.Channel, mailbox.Id, sent.Subject, sent.WireId))
        );
        Assert.That(thread.References, Is.EqualTo(sent.References));
    }

    [Test]
    public async Task Gets_what_suppresses_everything_to_addresses_of_a_channel_and_all_mailboxes()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var inactive = Sample.Mailbox(mailbox.Tenant) with { IsActive = false };
        var hash = AddressHash.Of("gone@customer.example");
        var suppression = Sample.Suppression(mailbox.Tenant, hash);
        await StoreAsync([
            mailbox,
            inactive,
            suppression,
            suppression with
            {
                Topic = "news",
            },
            suppression with
            {
                Channel = "sms",
            },
            Sample.Suppression(mailbox.Tenant, AddressHash.Of("other@customer.example")),
        ]);

        await using var work = await TenantStore.BeginAsync(mailbox.Tenant, WorkKind.Read, default);
        AssertSameSet([suppression], await work.Messages.GetSuppressionsAsync(suppression.Channel, [hash, AddressHash.Of("none@customer.example")], default));
        AssertSameSet([mailbox, inactive], await work.Messages.GetMailboxesAsync(default));
        AssertSameSet([mailbox, inactive], await work.Messages.GetMailboxesAsync([mailbox.Tenant], default));
        Assert.That(await work.Messages.GetMailboxesAsync([Sample.TenantId()], default), Is.Empty);
    }

    [Test]
    public async Task Pages_what_suppresses_everything_by_hash_and_narrows_it()
    {
        var tenant = Sample.TenantId();
        var all = Enumerable.Range(0, 7).Select(number => Sample.Suppression(tenant, AddressHash.Of($"{number}@customer.example"))).ToList();
        all[3] = all[3] with { Reason = SuppressionReason.Complained };
        var sms = all[3] with { Channel = "sms", Reason = SuppressionReason.Manual };
        await StoreAsync([.. all, sms, all[0] with { Topic = "news" }, Sample.Suppression(Sample.TenantId(), all[0].AddressHash)]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var sorted = all.Append(sms).OrderBy(row => row.AddressHash, StringComparer.Ordinal).ThenBy(row => row.Channel, StringComparer.Ordinal);
        AssertSame([.. sorted], await ListAsync(new SuppressionFilter()));
        AssertSame([sms], await ListAsync(new SuppressionFilter { Channel = "sms" }));
        AssertSame([all[3]], await ListAsync(new SuppressionFilter { Reasons = [SuppressionReason.Complained] }));
        AssertSame([all[3], sms], await ListAsync(new SuppressionFilter { AddressHash = all[3].AddressHash }));

        Task<IReadOnlyList<Suppression>> ListAsync(SuppressionFilter filter) =>
            AllPagesAsync(2, page => work.Messages.ListSuppressionsAsync(filter, page, default));
    }

    [Test]
    public async Task Refuses_a_second_message_of_one_execution()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var enrollment = Sample.Enrollment(Sample.Sequence(mailbox.Tenant));
        var execution = Sample.Execution(enrollment);
        await StoreAsync(Sample.Message(mailbox, enrollment) with { Execution = execution.Id });
        Assert.That(() => StoreAsync(Sample.Message(mailbox, enrollment) with { Execution = execution.Id }), Throws.TypeOf<UniqueViolationException>());
    }
}
