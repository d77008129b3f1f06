using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Messages;

/// <summary>Mail that a person writes, and addresses that get none.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SendEmailTests(string kind)
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

    [Test]
    public async Task A_mail_by_a_person_goes_through_the_same_ledger_and_stands_in_the_timeline_as_hers()
    {
        var contact = await office.ContactAsync();

        var queued = await SendAsync(contact);
        await office.SendAsync();

        var mail = office.Transport.Handed.Single();
        var entry = (await office.EmailsAsync(contact.Id)).Single();
        Assert.That((await office.MessageAsync(queued.Id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That((mail.To, mail.Subject, mail.Text, mail.WireId), Is.EqualTo((contact.Email, "Lunch?", "On Friday.", queued.WireId)));
        Assert.That((entry.Subject, entry.Author, entry.Direction), Is.EqualTo(("Lunch?", office.Rep.Actor, (ActivityDirection?)ActivityDirection.Outbound)));
    }

    [Test]
    public async Task An_answer_joins_its_thread()
    {
        var contact = await office.ContactAsync();
        var first = await SendAsync(contact);

        var second = await SendAsync(contact, input => input with { InReplyTo = first.Id });

        Assert.That((second.InReplyTo, second.References), Is.EqualTo((first.WireId, new[] { first.WireId })));
    }

    [TestCase("ada@example.com\r\nX: y")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("ada@example.com,bob@example.com")]
    [TestCase("(x)ada@example.com")]
    [TestCase("ada @example.com")]
    [TestCase("ada@")]
    [TestCase(" ")]
    public async Task What_is_not_one_address_is_refused_before_it_is_queued(string to)
    {
        var contact = await office.ContactAsync();
        var exception = Assert.ThrowsAsync<CrmException>(() => SendAsync(contact, input => input with { To = to }));
        Assert.That(((CrmError.Invalid)exception!.Error).Problems.Select(problem => problem.Field), Is.EqualTo(new[] { "to" }));
        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
    }

    [Test]
    public async Task An_address_is_suppressed_however_it_is_written()
    {
        var contact = await office.ContactAsync();
        await SuppressAsync(contact, SuppressionReason.OptedOut);
        Assert.That(Refused(() => SendAsync(contact, input => input with { To = $" {contact.Email!.ToUpperInvariant()} " })), Is.EqualTo("address-opted-out"));
    }

    [TestCase(SuppressionReason.OptedOut, "address-opted-out")]
    [TestCase(SuppressionReason.Manual, "address-opted-out")]
    [TestCase(SuppressionReason.Bounced, "address-bounced")]
    [TestCase(SuppressionReason.Complained, "address-bounced")]
    public async Task A_suppressed_address_is_refused(SuppressionReason why, string code)
    {
        var contact = await office.ContactAsync();
        await SuppressAsync(contact, why);

        Assert.That(Refused(() => SendAsync(contact)), Is.EqualTo(code));
        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
    }

    [Test]
    public async Task Who_opted_out_may_be_written_to_for_a_reason_and_who_bounced_may_not()
    {
        var (optedOut, bounced) = (await office.ContactAsync(), await office.ContactAsync());
        await SuppressAsync(optedOut, SuppressionReason.OptedOut);
        await SuppressAsync(bounced, SuppressionReason.Bounced);

        await SendAsync(optedOut, input => input with { DespiteOptOut = "She asked for the invoice." });
        Assert.That(Refused(() => SendAsync(bounced, input => input with { DespiteOptOut = "I insist." })), Is.EqualTo("address-bounced"));

        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));
        var audit = await office.ReadAsync(unit => unit.Audit.ListAsync(null, new Stores.PageRequest(200), default));
        Assert.That(audit.Rows.Single(row => row.Action == "message.send").After, Does.Contain("She asked for the invoice."));
    }

    [Test]
    public async Task What_is_wrong_is_named()
    {
        var contact = await office.ContactAsync();
        var exception = Assert.CatchAsync<CrmException>(() => SendAsync(contact, input => input with { Subject = "a\nb", Text = " ", To = "nobody" }))!;
        Assert.That(((CrmError.Invalid)exception.Error).Problems.Select(problem => problem.Field), Is.EqualTo(new[] { "subject", "text", "to" }));

        var mute = await office.ContactAsync(with: one => one with { ContactPoints = [] });
        Assert.That(Assert.CatchAsync<CrmException>(() => SendAsync(mute))!.Error, Is.InstanceOf<CrmError.Invalid>());
    }

    [Test]
    public async Task A_record_that_the_caller_may_not_see_is_not_found_and_its_messages_are_not_listed()
    {
        var contact = await office.ContactAsync(with: one => one with { Owner = office.Administrator.Member });
        Assert.That(Assert.CatchAsync<CrmException>(() => SendAsync(contact))!.Error, Is.InstanceOf<CrmError.NotFound>());

        var input = new SendEmailInput(contact.Ref, "Lunch?", "On Friday.");
        await office.UseCase<SendEmail>().ExecuteAsync(office.Administrator, input, default);
        Assert.That(await ListAsync(office.Administrator), Is.EqualTo(1));
        Assert.That(await ListAsync(office.Rep), Is.Zero);
    }

    [Test]
    public async Task Suppressing_an_address_finishes_its_enrollments_and_cancels_what_is_queued()
    {
        var contact = await office.ContactAsync();
        var id = await office.QueueAsync(contact);

        var suppressed = await SuppressAsync(contact, SuppressionReason.OptedOut);
        var again = await SuppressAsync(contact, SuppressionReason.Manual);

        Assert.That(suppressed.Finished, Is.EqualTo(new[] { id }));
        Assert.That((again.Reason, again.Finished.Count), Is.EqualTo((SuppressionReason.OptedOut, 0)), "once more does nothing");
        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.OptedOut));
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
    }

    private Task<MessageView> SendAsync(Contact contact, Func<SendEmailInput, SendEmailInput>? with = null)
    {
        var input = new SendEmailInput(contact.Ref, "Lunch?", "On Friday.");
        return office.UseCase<SendEmail>().ExecuteAsync(office.Rep, with?.Invoke(input) ?? input, default);
    }

    private Task<SuppressedAddressView> SuppressAsync(Contact contact, SuppressionReason reason) =>
        office.UseCase<SuppressAddress>().ExecuteAsync(office.Rep, new SuppressAddressInput(contact.Email!.ToUpperInvariant(), reason), default);

    private async Task<int> ListAsync(Caller caller) =>
        (await office.UseCase<ListMessages>().ExecuteAsync(caller, new ListMessagesInput(), default)).Rows.Count;

    private static string Refused(Func<Task> act) => ((CrmError.Refused)Assert.CatchAsync<CrmException>(() => act())!.Error).Code;
}
