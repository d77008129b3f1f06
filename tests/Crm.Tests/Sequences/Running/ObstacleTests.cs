using Crm.Messages;
using Crm.Records;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>When what blocks enrollments goes away, all that it blocks goes on by itself, and in the same transaction.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ObstacleTests(string kind)
{
    private const string Letter = """
        sequence: Letter
        key: letter
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello {{ contact.first_name }}", body: "A question." }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_mailbox_that_sends_again_releases_what_was_queued_and_what_came_due_meanwhile()
    {
        await desk.StartAsync(Letter);
        await desk.RunAsync();
        desk.Crm.Transport.Answers(new SendResult.MailboxRefused("535 5.7.8 Bad password"));
        await desk.Crm.SendBatchAsync();
        var later = new List<Contact>();
        for (var number = 0; number < 30; number++)
            later.Add(await desk.ContactAsync($"Late {number}"));
        await desk.EnrollAsync("letter", [.. later]);
        await desk.RunAsync();
        Assert.That((await BlockedAsync()).Select(enrollment => enrollment.Cause).Distinct(), Is.EqualTo(new[] { $"mailbox:{desk.Tenant.Mailbox}" }));
        Assert.That(await BlockedAsync(), Has.Count.EqualTo(31));

        desk.Crm.Transport.Accepts();
        await desk.UseCase<ResumeMailbox>().ExecuteAsync(desk.Administrator, new ResumeMailboxInput(desk.Tenant.Mailbox), default);

        Assert.That(await BlockedAsync(), Is.Empty);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.Crm.RunUntilIdleAsync();
        Assert.That(await CountAsync(MessageState.Sent), Is.EqualTo(31));
    }

    [Test]
    public async Task A_value_that_is_filled_in_releases_those_that_lacked_it()
    {
        var nameless = await desk.ContactAsync(with: contact => contact with { FirstName = null });
        var other = await desk.ContactAsync("Other", contact => contact with { FirstName = null });
        var id = await desk.StartAsync(Letter, nameless);
        await desk.EnrollAsync("letter", other);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, $"record:{nameless.Id}");

        await desk.ChangeAsync(nameless, "first_name", "Carla");

        await ExpectActiveAsync(id);
        Assert.That(await BlockedAsync(), Has.Count.EqualTo(1), "what the other lacks is still lacking");
    }

    [Test]
    public async Task A_value_of_the_contacts_company_releases_too()
    {
        var company = Sample.Company(desk.Tenant.Id);
        await desk.StoreAsync(company);
        var contact = await desk.ContactAsync(with: contact => contact with { Company = company.Id });
        var id = await desk.StartAsync(Letter.Replace("contact.first_name", "company.industry", StringComparison.Ordinal), contact);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, $"record:{company.Id}");

        await desk.ChangeAsync(company, "industry", "Retail");

        await ExpectActiveAsync(id);
    }

    [Test]
    public async Task An_address_that_is_added_releases()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(Letter, contact);
        await desk.ChangeAsync(contact, "email", null);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, $"record:{contact.Id}");

        await desk.ChangeAsync(contact, "email", "carla@new.example");

        await ExpectActiveAsync(id);
    }

    [Test]
    public async Task A_mailbox_that_is_added_releases_those_that_had_none()
    {
        await desk.Tenant.ReplaceAsync(await WithoutSharedMailboxAsync());
        var id = await desk.StartAsync(Letter);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, "channel:email");

        await AddMailboxAsync("theirs@acme.example", desk.Tenant.Colleague);
        await ExpectBlockedAsync(id, "channel:email");
        await AddMailboxAsync("rep@acme.example", desk.Rep);

        await ExpectActiveAsync(id);
    }

    [Test]
    public async Task Who_has_left_writes_to_nobody_and_goes_on_when_back()
    {
        var id = await desk.StartAsync(Letter);
        await SetActiveAsync(false);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, $"member:{desk.Rep.Member}");
        Assert.That(desk.Crm.Transport.Handed, Is.Empty);

        await SetActiveAsync(true);

        await ExpectActiveAsync(id);
    }

    [Test]
    public async Task A_new_owner_takes_over_what_waited_for_who_has_left()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(Letter, contact);
        await SetActiveAsync(false);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, $"member:{desk.Rep.Member}");

        await desk.ChangeAsync(contact, "owner", $"{desk.Tenant.Colleague.Member}");

        await ExpectActiveAsync(id);
        await desk.Crm.RunUntilIdleAsync();
        Assert.That(await CountAsync(MessageState.Sent), Is.EqualTo(1));
    }

    [Test]
    public async Task A_text_that_is_revised_releases_those_that_could_not_be_rendered()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(Letter.Replace("A question.", "{% for i in (1..2000) %}x{% endfor %}", StringComparison.Ordinal), contact);
        await desk.RunAsync();
        await ExpectBlockedAsync(id, "hello");

        var texts = new Dictionary<string, string> { ["body"] = "A question." };
        await desk.UseCase<ReviseText>().ExecuteAsync(desk.Administrator, new ReviseTextInput("letter", "hello", texts), default);

        await ExpectActiveAsync(id);
    }

    [Test]
    public async Task A_handler_that_is_loaded_again_goes_on_with_the_next_look_of_a_worker()
    {
        await using var plugged = desk.Crm.StartAnother(same => same with { Parts = [new ScriptStep(_ => new StepDecision.Done())] });
        var published = plugged.UseCase<PublishSequence>();
        const string Scripted = "{ sequence: Scripted, key: scripted, for: [contact], steps: [{ key: first, step: test.script }] }";
        await published.ExecuteAsync(desk.Administrator, new SequenceInput { Yaml = Scripted }, default);
        var contact = await desk.ContactAsync();
        var answer = await plugged.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("scripted", [contact.Ref]), default);
        var id = answer.Answers[0].Enrollment!.Value;
        await desk.RunAsync();
        await ExpectBlockedAsync(id, "test.script");
        Assert.That((await desk.Crm.RunUntilIdleAsync()).Decided, Is.Zero, "it is still not loaded here");

        await plugged.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Finished));
    }

    [Test]
    public async Task What_was_being_blocked_while_the_obstacle_went_away_is_found_by_the_next_look()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(Letter, contact);
        var enrollment = await desk.EnrollmentAsync(id);
        foreach (var cause in new[] { $"mailbox:{desk.Tenant.Mailbox}", $"member:{desk.Rep.Member}", "channel:email", $"record:{contact.Id}" })
        {
            enrollment = enrollment with { State = EnrollmentState.Blocked, DueAt = null, Reason = "-", Cause = cause, Revision = enrollment.Revision + 1 };
            await desk.Tenant.ReplaceAsync(enrollment);

            Assert.That(await desk.Crm.UseCase<ObstacleSweep>().RunOnceAsync(default), Is.EqualTo(1), cause);

            enrollment = await desk.EnrollmentAsync(id);
            Assert.That((enrollment.State, enrollment.Cause), Is.EqualTo((EnrollmentState.Active, (string?)null)), cause);
        }
    }

    [Test]
    public async Task What_still_stands_in_the_way_is_left_alone()
    {
        var id = await desk.StartAsync(Letter);
        await SetActiveAsync(false);
        await desk.RunAsync();
        var blocked = await desk.EnrollmentAsync(id);

        Assert.That(await desk.Crm.UseCase<ObstacleSweep>().RunOnceAsync(default), Is.Zero);

        Assert.That(await desk.EnrollmentAsync(id), Is.EqualTo(blocked).Using<Enrollment>((one, other) => one.Revision == other.Revision));
    }

    private async Task ExpectBlockedAsync(EnrollmentId id, string cause)
    {
        var enrollment = await desk.EnrollmentAsync(id);
        Assert.That((enrollment.State, enrollment.Cause), Is.EqualTo((EnrollmentState.Blocked, cause)), enrollment.Reason);
    }

    private async Task ExpectActiveAsync(EnrollmentId id)
    {
        var enrollment = await desk.EnrollmentAsync(id);
        Assert.That(
            (enrollment.State, enrollment.DueAt, enrollment.Reason),
            Is.EqualTo((EnrollmentState.Active, (DateTimeOffset?)desk.Clock.GetUtcNow(), (string?)null))
        );
    }

    private Task<MemberView> SetActiveAsync(bool isActive) =>
        desk.UseCase<UpdateMember>().ExecuteAsync(desk.Administrator, new UpdateMemberInput(desk.Rep.Member) { IsActive = isActive }, default);

    private Task<MailboxView> AddMailboxAsync(string address, Crm.Kernel.Caller of) =>
        desk.UseCase<AddMailbox>().ExecuteAsync(desk.Administrator, new AddMailboxInput(address) { Member = of.Member }, default);

    /// <summary>The tenant's mailbox belongs to somebody who has nothing to do with this.</summary>
    private async Task<Mailbox> WithoutSharedMailboxAsync()
    {
        var shared = await desk.MailboxAsync();
        return shared with { Member = desk.Tenant.Manager.Member, Revision = shared.Revision + 1 };
    }

    private async Task<IReadOnlyList<Enrollment>> BlockedAsync() =>
        (
            await desk.ReadAsync(unit =>
                unit.Sequences.ListEnrollmentsAsync(
                    new Crm.Stores.EnrollmentFilter { States = [EnrollmentState.Blocked] },
                    new Crm.Stores.PageRequest(100),
                    default
                )
            )
        ).Rows;

    private async Task<int> CountAsync(MessageState state) => (await desk.ReadAsync(unit => unit.Messages.CountAsync(default))).GetValueOrDefault(state);
}
