using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>People answer for many messages at once, find them, and take back what has not left.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SettleMessagesTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync()
    {
        await office.VerifyAsync();
        await office.DisposeAsync();
    }

    [TestCase(UnknownAnswer.WasSent, MessageState.Sent, EnrollmentState.Active)]
    [TestCase(UnknownAnswer.Resend, MessageState.Queued, EnrollmentState.Waiting)]
    [TestCase(UnknownAnswer.GiveUp, MessageState.Failed, EnrollmentState.Failed)]
    public async Task All_of_unknown_fate_are_answered_for_in_portions(UnknownAnswer answer, MessageState message, EnrollmentState enrollment)
    {
        var ids = await LoseAsync(103);

        Assert.That(await SettleAllAsync(office.Rep, new SettleMessagesInput(answer)), Is.EqualTo(new[] { 100, 3 }));

        foreach (var id in ids)
            Assert.That(((await office.MessageAsync(id)).State, (await office.EnrollmentAsync(id)).State), Is.EqualTo((message, enrollment)));
        foreach (var id in new[] { ids[0], ids[^1] })
        {
            var audit = await office.Tenant.AuditAsync($"message:{(await office.MessageAsync(id)).Id}");
            Assert.That(audit.Select(entry => entry.Action), Does.Contain("messages.settle"));
        }
        Assert.That(await SettleAllAsync(office.Rep, new SettleMessagesInput(answer)), Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public async Task Only_what_was_named_is_answered_for_and_only_what_the_caller_sees()
    {
        var first = (await LoseAsync(1))[0];
        var moment = office.Clock.GetUtcNow().AddHours(1);
        office.Clock.SetUtcNow(moment);
        var later = (await LoseAsync(1))[0];

        Assert.That(await SettleAllAsync(office.Colleague, new SettleMessagesInput(UnknownAnswer.WasSent)), Is.EqualTo(new[] { 0 }));
        Assert.That(await SettleAllAsync(office.Rep, Give() with { Mailbox = new MailboxId(office.Tenant.Id.Value) }), Is.EqualTo(new[] { 0 }));
        await office.PublishAsync(PostOffice.TwoMails.Replace("welcome", "other", StringComparison.Ordinal));
        Assert.That(await SettleAllAsync(office.Rep, Give() with { Sequence = "other" }), Is.EqualTo(new[] { 0 }));
        await office.RefusedAsync<CrmError.NotFound>(() => SettleAllAsync(office.Rep, Give() with { Sequence = "none" }));
        await office.RefusedAsync<CrmError.Forbidden>(() => SettleAllAsync(office.Reader, Give()));
        Assert.That(
            await SettleAllAsync(office.Rep, Give() with { QueuedBefore = moment, Sequence = "welcome", Mailbox = office.Tenant.Mailbox }),
            Is.EqualTo(new[] { 1 })
        );

        Assert.That((await office.MessageAsync(first)).State, Is.EqualTo(MessageState.Failed));
        Assert.That((await office.MessageAsync(later)).State, Is.EqualTo(MessageState.Unknown));
        var listed = await office
            .UseCase<ListMessages>()
            .ExecuteAsync(office.Rep, new ListMessagesInput { QueuedFrom = moment, Sequence = "welcome" }, default);
        Assert.That(listed.Rows.Select(row => row.Enrollment), Is.EqualTo(new EnrollmentId?[] { later }));

        static SettleMessagesInput Give() => new(UnknownAnswer.GiveUp);
    }

    [Test]
    public async Task A_queued_message_is_taken_back_its_step_is_skipped_and_the_enrollment_goes_on()
    {
        var id = await office.QueueAsync();
        var message = await office.MessageAsync(id);

        var cancelled = await CancelAsync(office.Rep, message.Id, "A wrong price.");

        Assert.That((cancelled.State, cancelled.Reason), Is.EqualTo((MessageState.Cancelled, "A wrong price.")));
        var execution = await office.ExecutionAsync(id);
        Assert.That((execution.State, execution.Why), Is.EqualTo((StepExecutionState.Skipped, "A wrong price.")));
        var enrollment = await office.EnrollmentAsync(id);
        Assert.That((enrollment.State, enrollment.StepKey), Is.EqualTo((EnrollmentState.Active, "again")));
        Assert.That(await office.EventsAsync(), Does.Contain("message.cancelled"));
        Assert.That((await office.AuditAsync()).Select(entry => entry.Action), Does.Contain("message.cancel"));
        await office.SendAsync();
        Assert.That(office.Transport.Handed, Is.Empty);
    }

    [Test]
    public async Task A_message_that_is_with_the_server_or_settled_is_not_taken_back()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        Assert.That(await CodeAsync(office.Rep), Is.EqualTo("message-on-its-way"));
        await lost.AnswerAsync(new SendResult.Accepted("250 OK"));
        Assert.That(await CodeAsync(office.Rep), Is.EqualTo("trigger-not-allowed"));
        await office.RefusedAsync<CrmError.NotFound>(() => CancelAsync(office.Colleague, lost.Message.Id, null));
        await office.RefusedAsync<CrmError.Forbidden>(() => CancelAsync(office.Reader, lost.Message.Id, null));

        async Task<string> CodeAsync(Caller caller) => (await office.RefusedAsync<CrmError.Refused>(() => CancelAsync(caller, lost.Message.Id, null))).Code;
    }

    /// <summary>Enrolls contacts whose first mail the server never answers for.</summary>
    private async Task<IReadOnlyList<EnrollmentId>> LoseAsync(int count)
    {
        office.Transport.Answers(new SendResult.Unknown("Silence."));
        await office.PublishAsync(PostOffice.TwoMails);
        var contacts = new List<Contact>();
        for (var number = 0; number < count; number++)
            contacts.Add(await office.ContactAsync($"Contact {number}"));
        var ids = (await office.EnrollAsync("welcome", [.. contacts])).Answers.Select(answer => answer.Enrollment!.Value).ToList();
        await office.RunAsync();
        await office.Crm.SendAllAsync();
        return ids;
    }

    private async Task<IReadOnlyList<int>> SettleAllAsync(Caller caller, SettleMessagesInput input)
    {
        var counts = new List<int>();
        string? after = null;
        do
        {
            var portion = await office.UseCase<SettleMessages>().ExecuteAsync(caller, input with { After = after }, default);
            counts.Add(portion.Settled);
            after = portion.Next;
        } while (after is not null);
        return counts;
    }

    private Task<MessageView> CancelAsync(Caller caller, MessageId id, string? why) =>
        office.UseCase<CancelMessage>().ExecuteAsync(caller, new CancelMessageInput(id, why), default);
}
