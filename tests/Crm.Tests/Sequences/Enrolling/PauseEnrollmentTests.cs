using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Running;

namespace Crm.Sequences.Enrolling;

/// <summary>People hold enrollments, and let many go on at once.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class PauseEnrollmentTests(string kind)
{
    private const string Letter = """
        sequence: Letter
        key: letter
        for: [contact]
        steps:
          - { key: hello, step: email.auto, delay: 2 hours, subject: "Hello {{ contact.first_name }}", body: "A question." }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_person_holds_an_enrollment_and_what_is_left_of_its_delay_is_kept()
    {
        var id = await desk.StartAsync(Letter);
        desk.Clock.Advance(TimeSpan.FromHours(1));
        var held = await PauseAsync(new PauseEnrollmentInput(id, "Talks to her today."));
        Assert.That((held.State, held.Reason, held.DueAt), Is.EqualTo((EnrollmentState.Paused, "Talks to her today.", (DateTimeOffset?)null)));

        desk.Clock.Advance(TimeSpan.FromDays(3));
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Paused));
        var resumed = await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);

        Assert.That(resumed.DueAt, Is.EqualTo(desk.Clock.GetUtcNow().AddHours(1)));
        Assert.That(await desk.EventsAsync(), Does.Contain("enrollment.paused").And.Contain("enrollment.resumed"));
        Assert.That((await desk.AuditAsync()).Select(entry => entry.Action), Does.Contain("enrollment.pause"));
    }

    [Test]
    public async Task One_that_is_held_until_a_date_goes_on_by_itself()
    {
        var id = await desk.StartAsync(Letter);
        await PauseAsync(new PauseEnrollmentInput(id) { Until = desk.Clock.GetUtcNow().AddDays(2) });
        await desk.RunAtAsync(desk.Clock.GetUtcNow().AddDays(2));
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Active));
    }

    [Test]
    public async Task A_pause_into_the_past_of_another_revision_or_of_one_that_is_over_is_refused()
    {
        var id = await desk.StartAsync(Letter);
        await desk.RefusedAsync<CrmError.Invalid>(() => PauseAsync(new PauseEnrollmentInput(id) { Until = desk.Clock.GetUtcNow() }));
        await desk.RefusedAsync<CrmError.Stale>(() => PauseAsync(new PauseEnrollmentInput(id, Revision: 7)));
        await desk.RefusedAsync<CrmError.Forbidden>(() => desk.UseCase<PauseEnrollment>().ExecuteAsync(desk.Reader, new PauseEnrollmentInput(id), default));
        await desk.UseCase<FinishEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);
        Assert.That((await desk.RefusedAsync<CrmError.Refused>(() => PauseAsync(new PauseEnrollmentInput(id)))).Code, Is.EqualTo("trigger-not-allowed"));
    }

    [Test]
    public async Task All_that_a_cause_blocks_go_on_together_and_no_others()
    {
        var nameless = await desk.ContactAsync(with: contact => contact with { FirstName = null });
        var other = await desk.ContactAsync("Other", contact => contact with { FirstName = null });
        var (first, second) = (await desk.StartAsync(Letter, nameless), (await desk.EnrollAsync("letter", other)).Answers[0].Enrollment!.Value);
        await desk.RunAtAsync(desk.Clock.GetUtcNow().AddHours(2));
        var cause = $"record:{nameless.Id}";
        var listed = await desk.UseCase<ListEnrollments>().ExecuteAsync(desk.Rep, new ListEnrollmentsInput { Cause = cause }, default);
        Assert.That(listed.Rows.Select(row => row.Enrollment.Id), Is.EqualTo(new[] { first }));

        Assert.That(await ResumeAsync(desk.Rep, new ResumeEnrollmentsInput { Cause = cause }), Is.EqualTo(new ResumedEnrollments(1, 0)));

        Assert.That((await desk.EnrollmentAsync(first)).State, Is.EqualTo(EnrollmentState.Active));
        Assert.That((await desk.EnrollmentAsync(second)).State, Is.EqualTo(EnrollmentState.Blocked));
    }

    [Test]
    public async Task All_of_a_sequence_go_on_together_but_those_of_whose_message_nobody_knows()
    {
        var contacts = new List<Contact>();
        for (var number = 0; number < 4; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        await desk.PublishAsync(Letter);
        var ids = (await desk.EnrollAsync("letter", [.. contacts])).Answers.Select(answer => answer.Enrollment!.Value).ToList();
        foreach (var id in ids.Take(3))
            await PauseAsync(new PauseEnrollmentInput(id));
        await desk.RunAtAsync(desk.Clock.GetUtcNow().AddHours(2));
        desk.Crm.Transport.Answers(new SendResult.Unknown("Silence."));
        await desk.Crm.SendBatchAsync();

        Assert.That(await ResumeAsync(desk.Rep, new ResumeEnrollmentsInput { Sequence = "letter" }), Is.EqualTo(new ResumedEnrollments(0, 1)));
        var paused = new ResumeEnrollmentsInput { Sequence = "letter", State = EnrollmentState.Paused };
        Assert.That(await ResumeAsync(desk.Colleague, paused), Is.EqualTo(new ResumedEnrollments(0, 0)), "they are not for the colleague to see");
        Assert.That(await ResumeAsync(desk.Rep, paused), Is.EqualTo(new ResumedEnrollments(3, 0)));
        Assert.That((await desk.EnrollmentAsync(ids[3])).State, Is.EqualTo(EnrollmentState.Blocked));
    }

    [Test]
    public async Task Many_are_resumed_for_something_that_they_have_in_common_only()
    {
        await desk.RefusedAsync<CrmError.Invalid>(() => ResumeAsync(desk.Rep, new ResumeEnrollmentsInput()));
        await desk.RefusedAsync<CrmError.Invalid>(() => ResumeAsync(desk.Rep, new ResumeEnrollmentsInput { Cause = "x", State = EnrollmentState.Failed }));
        await desk.RefusedAsync<CrmError.NotFound>(() => ResumeAsync(desk.Rep, new ResumeEnrollmentsInput { Sequence = "none" }));
        await desk.RefusedAsync<CrmError.Forbidden>(() => ResumeAsync(desk.Reader, new ResumeEnrollmentsInput { Cause = "x" }));
    }

    private Task<EnrollmentView> PauseAsync(PauseEnrollmentInput input) => desk.UseCase<PauseEnrollment>().ExecuteAsync(desk.Rep, input, default);

    private Task<ResumedEnrollments> ResumeAsync(Caller caller, ResumeEnrollmentsInput input) =>
        desk.UseCase<ResumeEnrollments>().ExecuteAsync(caller, input, default);
}
