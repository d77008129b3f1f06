using Crm.Kernel;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>Mailboxes by hand: stopped with a reason, resumed, given to another member, told what to do where nobody knows a message's fate.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MailboxTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task A_stopped_mailbox_sends_nothing_until_it_is_resumed_and_then_all_that_waited()
    {
        var id = await office.QueueAsync();
        await StopAsync("The provider moves.");

        await office.SendAsync();
        var blocked = await office.EnrollmentAsync(id);
        Assert.That(office.Transport.Handed, Is.Empty);
        Assert.That((blocked.State, blocked.Cause), Is.EqualTo((EnrollmentState.Blocked, $"mailbox:{office.Tenant.Mailbox}")));
        Assert.That(blocked.Reason, Does.Contain("The provider moves."));

        await office.UseCase<ResumeMailbox>().ExecuteAsync(office.Administrator, new ResumeMailboxInput(office.Tenant.Mailbox), default);
        office.Clock.Advance(TimeSpan.FromMinutes(5));
        await office.SentAsync(id);
        await office.VerifyAsync();
    }

    [Test]
    public async Task A_stop_has_a_reason_an_event_and_an_audit_row_and_is_made_once()
    {
        var nameless = await office.RefusedAsync<CrmError.Invalid>(() => StopAsync(" "));
        Assert.That(nameless.Problems.Single().Field, Is.EqualTo("why"));

        var stopped = await StopAsync("The provider moves.");

        Assert.That((stopped.IsActive, stopped.Reason), Is.EqualTo((false, "The provider moves.")));
        Assert.That(await office.EventsAsync(), Does.Contain("mailbox.stopped"));
        var audit = (await office.AuditAsync()).Single(entry => entry.Action == "mailbox.stop");
        Assert.That(audit.Subject, Is.EqualTo($"mailbox:{stopped.Id}"));
        Assert.That(audit.After, Does.Contain("The provider moves."));
        Assert.That((await office.RefusedAsync<CrmError.Refused>(() => StopAsync("Again."))).Code, Is.EqualTo("mailbox-stopped"));
    }

    [Test]
    public async Task Mailboxes_are_listed_with_state_reason_policy_and_member()
    {
        await StopAsync("The provider moves.");
        await UpdateAsync(new UpdateMailboxInput(office.Tenant.Mailbox) { UnknownPolicy = UnknownPolicy.AssumeSent });
        await office.UseCase<AddMailbox>().ExecuteAsync(office.Administrator, new AddMailboxInput("rita@acme.example") { Member = office.Rep.Member }, default);

        var list = await office.UseCase<ListMailboxes>().ExecuteAsync(office.Reader, new NoInput(), default);

        var shared = list.Single(mailbox => mailbox.Id == office.Tenant.Mailbox);
        Assert.That(
            (shared.Member, shared.IsActive, shared.Reason, shared.UnknownPolicy),
            Is.EqualTo(((Records.MemberId?)null, false, "The provider moves.", UnknownPolicy.AssumeSent))
        );
        Assert.That(list.Single(mailbox => mailbox.Address == "rita@acme.example").Member, Is.EqualTo(office.Rep.Member));
    }

    [Test]
    public async Task The_policy_that_is_set_answers_for_the_next_message_of_which_nobody_knows()
    {
        await UpdateAsync(new UpdateMailboxInput(office.Tenant.Mailbox) { UnknownPolicy = UnknownPolicy.AssumeSent });
        var id = await office.QueueAsync();
        office.Transport.Answers(new SendResult.Unknown("Silence."));
        await office.SendAsync();
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
    }

    [Test]
    public async Task A_mailbox_that_becomes_the_tenants_releases_those_who_had_none()
    {
        var mailbox = await office.MailboxAsync();
        await office.ReplaceAsync(mailbox with { Member = office.Manager.Member, Revision = mailbox.Revision + 1 });
        var id = await office.StartAsync(PostOffice.TwoMails);
        await office.RunAsync();
        Assert.That((await office.EnrollmentAsync(id)).Cause, Is.EqualTo("channel:email"));

        await UpdateAsync(new UpdateMailboxInput(mailbox.Id) { IsShared = true, DisplayName = "" });

        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Active));
        Assert.That(((await office.MailboxAsync()).Member, (await office.MailboxAsync()).DisplayName), Is.EqualTo(((Records.MemberId?)null, (string?)null)));
        Assert.That(await office.EventsAsync(), Does.Contain("mailbox.updated"));
    }

    [Test]
    public async Task A_change_names_every_wrong_field_and_is_never_made_unseen()
    {
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() =>
            UpdateAsync(
                new UpdateMailboxInput(office.Tenant.Mailbox)
                {
                    Member = new Records.MemberId(office.Tenant.Id.Value),
                    IsShared = true,
                    DisplayName = "Two\nlines",
                }
            )
        );
        Assert.That(wrong.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "isShared", "member", "displayName" }));
        await office.RefusedAsync<CrmError.Stale>(() => UpdateAsync(new UpdateMailboxInput(office.Tenant.Mailbox, 7) { DisplayName = "Sales" }));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            UpdateAsync(new UpdateMailboxInput(new MailboxId(office.Tenant.Id.Value)) { DisplayName = "Sales" })
        );
        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<StopMailbox>().ExecuteAsync(office.Manager, new StopMailboxInput(office.Tenant.Mailbox, "I say so."), default)
        );
    }

    private Task<MailboxView> StopAsync(string why) =>
        office.UseCase<StopMailbox>().ExecuteAsync(office.Administrator, new StopMailboxInput(office.Tenant.Mailbox, why), default);

    private Task<MailboxView> UpdateAsync(UpdateMailboxInput input) => office.UseCase<UpdateMailbox>().ExecuteAsync(office.Administrator, input, default);
}
