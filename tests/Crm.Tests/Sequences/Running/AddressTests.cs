using Crm.Messages;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sequences.Running;

/// <summary>What leaves goes to the address of now, and an opt-out holds under any address of the person, at once and in every race.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class AddressTests(string kind)
{
    private const string TwoMails = """
        sequence: Letters
        key: letters
        for: [contact, company]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "A question." }
          - { key: again, step: email.auto, delay: 2 days, subject: "Still there?", body: "Just asking." }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_queued_message_follows_the_person_to_the_new_address()
    {
        var contact = await desk.ContactAsync();
        await desk.StartAsync(TwoMails, contact);
        await desk.RunAsync();

        await desk.ChangeAsync(contact, "email", "carla@new.example");
        await SendAsync();

        Assert.That(desk.Crm.Transport.Handed.Select(mail => mail.To), Is.EqualTo(new[] { "carla@new.example" }));
    }

    [Test]
    public async Task Whose_address_was_taken_away_gets_nothing_until_there_is_one_again()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        await desk.RunAsync();

        await desk.ChangeAsync(contact, "email", null);
        await desk.Crm.SendBatchAsync();
        Assert.That(desk.Crm.Transport.Handed, Is.Empty);
        var blocked = await desk.EnrollmentAsync(id);
        Assert.That((blocked.State, blocked.Reason), Is.EqualTo((EnrollmentState.Blocked, "The recipient has no email address.")));

        await desk.ChangeAsync(contact, "email", "carla@new.example");
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync();
        Assert.That(desk.Crm.Transport.Handed.Select(mail => mail.To), Is.EqualTo(new[] { "carla@new.example" }));
    }

    [Test]
    public async Task A_queued_message_to_a_new_address_that_opted_out_is_cancelled()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        await desk.RunAsync();
        await SuppressAsync("gone@other.example");

        await desk.ChangeAsync(contact, "email", "gone@other.example");
        await SendAsync();

        Assert.That(desk.Crm.Transport.Handed, Is.Empty);
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.OptedOut));
    }

    [Test]
    public async Task An_opt_out_of_the_corrected_address_finishes_the_enrollment()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        await desk.ChangeAsync(contact, "email", "carla@new.example");

        var answer = await SuppressAsync("carla@new.example");

        Assert.That(answer.Finished, Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task An_opt_out_by_another_address_of_the_person_holds_too()
    {
        var contact = await WithSecondAddressAsync();
        var first = await desk.StartAsync(TwoMails, contact);

        Assert.That((await SuppressAsync("carla@private.example")).Finished, Is.EqualTo(new[] { first }));

        var later = await WithSecondAddressAsync();
        await desk.EnrollAsync("letters", later);
        await desk.RunAsync();
        Assert.That(await desk.ReadAsync(unit => unit.Messages.CountAsync(default)), Is.Empty, "nothing was even queued");
    }

    [Test]
    public async Task A_bounce_of_another_address_says_nothing_about_the_one_that_is_written_to()
    {
        var contact = await WithSecondAddressAsync();
        var id = await desk.StartAsync(TwoMails, contact);

        var answer = await SuppressAsync("carla@private.example", SuppressionReason.Bounced);
        await desk.RunAsync();

        Assert.That(answer.Finished, Is.Empty);
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Queued));
    }

    [Test]
    public async Task An_opt_out_is_decided_again_where_a_worker_moves_the_enrollment_at_that_moment()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        var moved = 0;
        await using var other = desk.Crm.StartAnother(same =>
            same with
            {
                OnStoreCall = call =>
                {
                    // Between its reading and its writing.
                    if (call is { Member: nameof(IUnitOfWork.ApplyAsync), IsDone: false } && moved++ < 2)
                        Move(id);
                },
            }
        );

        var input = new SuppressAddressInput(contact.Email!, SuppressionReason.OptedOut);
        var answer = await other.UseCase<SuppressAddress>().ExecuteAsync(desk.Rep, input, default);

        Assert.That(answer.Finished, Is.EqualTo(new[] { id }));
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.OptedOut));
    }

    [Test]
    public async Task An_opt_out_is_stored_whatever_becomes_of_the_enrollments()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        var moved = 0;
        await using var other = desk.Crm.StartAnother(same =>
            same with
            {
                OnStoreCall = call =>
                {
                    // As often as it is decided again; then the suppression is written alone.
                    if (call is { Member: nameof(IUnitOfWork.ApplyAsync), IsDone: false } && moved++ < 8)
                        Move(id);
                },
            }
        );

        var input = new SuppressAddressInput(contact.Email!, SuppressionReason.OptedOut);
        var answer = await other.UseCase<SuppressAddress>().ExecuteAsync(desk.Rep, input, default);

        Assert.That(answer.Finished, Is.Empty);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.OptedOut), "the stop rule asks for the suppression");
    }

    [Test]
    public async Task A_follow_up_replies_under_the_subject_of_the_first_mail()
    {
        var id = await desk.StartAsync(TwoMails);
        await desk.Crm.RunUntilIdleAsync();
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        var mails = await desk.MessagesAsync(id);
        Assert.That(mails.Select(mail => mail.Subject), Is.EqualTo(new[] { "Hello", "Re: Hello" }));
        Assert.That(mails[1].InReplyTo, Is.EqualTo(mails[0].WireId));
    }

    [Test]
    public async Task A_step_may_begin_a_new_thread_under_its_own_subject()
    {
        var id = await desk.StartAsync(TwoMails.Replace("delay: 2 days, ", "delay: 2 days, newThread: true, ", StringComparison.Ordinal));
        await desk.Crm.RunUntilIdleAsync();
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        var mail = (await desk.MessagesAsync(id))[1];
        Assert.That((mail.Subject, mail.InReplyTo), Is.EqualTo(("Still there?", (string?)null)));
    }

    /// <summary>The gate notices the new address and gives the message back; the next look sends it.</summary>
    private async Task SendAsync()
    {
        await desk.Crm.SendBatchAsync();
        await desk.Crm.SendBatchAsync();
    }

    /// <summary>Another writer was faster. SQLite has one at a time, so there the conflict is said instead of made.</summary>
    private void Move(EnrollmentId id)
    {
        if (kind == "sqlite")
            throw new ConcurrencyConflictException("crm_enrollment");
        var enrollment = desk.EnrollmentAsync(id).GetAwaiter().GetResult();
        desk.Tenant.ReplaceAsync(enrollment with { Revision = enrollment.Revision + 1 }).GetAwaiter().GetResult();
    }

    private Task<Contact> WithSecondAddressAsync() =>
        desk.ContactAsync(with: contact =>
            contact with
            {
                ContactPoints =
                [
                    .. contact.ContactPoints,
                    new ContactPoint(ContactPointKind.Email, "carla@private.example", "carla@private.example", IsPrimary: false),
                ],
            }
        );

    private Task<SuppressedAddressView> SuppressAsync(string address, SuppressionReason reason = SuppressionReason.OptedOut) =>
        desk.UseCase<SuppressAddress>().ExecuteAsync(desk.Rep, new SuppressAddressInput(address, reason), default);
}
