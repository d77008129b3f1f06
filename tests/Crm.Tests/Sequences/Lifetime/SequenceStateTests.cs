using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Running;

namespace Crm.Sequences.Lifetime;

/// <summary>People hold a whole sequence, close it, or end it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SequenceStateTests(string kind)
{
    private const string MailThenCall = """
        sequence: Mixed
        key: mixed
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Shall we talk?" }
          - { key: ring, step: call, delay: 1 hour, subject: "Call" }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_paused_sequence_decides_and_sends_nothing_until_it_is_resumed_and_then_all_that_came_due()
    {
        var queued = await desk.StartAsync(MailThenCall);
        await desk.RunAsync();
        var undecided = (await desk.EnrollAsync("mixed", await desk.ContactAsync("Dora"))).Answers[0].Enrollment!.Value;

        Assert.That((await PauseAsync()).State, Is.EqualTo(SequenceState.Paused));
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.Crm.RunUntilIdleAsync();
        Assert.That(desk.Crm.Transport.Handed, Is.Empty);
        Assert.That(await desk.MessagesAsync(undecided), Is.Empty);

        await desk.UseCase<ResumeSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed"), default);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.Crm.RunUntilIdleAsync();
        foreach (var id in new[] { queued, undecided })
            Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Sent));
        Assert.That(await desk.Crm.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task An_archived_sequence_takes_nobody_new_and_live_ones_go_on()
    {
        var id = await desk.StartAsync(MailThenCall);
        await desk.UseCase<ArchiveSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed"), default);
        await desk.RunAsync();
        await desk.SentAsync(id);
        Assert.That(await RefusalAsync(), Is.EqualTo("sequence-archived"));
        await desk.UseCase<ResumeSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed"), default);
        Assert.That(await RefusalAsync(), Is.Null);
    }

    [Test]
    public async Task An_ended_sequence_finishes_all_its_enrollments_with_what_they_have_out()
    {
        var contacts = new List<Contact>();
        for (var number = 0; number < 205; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        var called = await desk.StartAsync(MailThenCall);
        await desk.RunAsync();
        await desk.SentAsync(called);
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.RunAsync();
        var queued = (await desk.EnrollAsync("mixed", [.. contacts])).Answers[0].Enrollment!.Value;
        await desk.RunAsync();
        await PauseAsync();

        var ended = await EndAsync("The fair is over.");

        Assert.That((ended.Sequence.State, ended.Finished), Is.EqualTo((SequenceState.Ended, 206)));
        foreach (var id in new[] { called, queued })
        {
            var enrollment = await desk.EnrollmentAsync(id);
            Assert.That((enrollment.Finish, enrollment.Reason), Is.EqualTo(((FinishReason?)FinishReason.SequenceEnded, "The fair is over.")));
            Assert.That(await desk.OpenAsync(id), Is.Empty);
        }
        Assert.That((await desk.MessagesAsync(queued)).Single().State, Is.EqualTo(MessageState.Cancelled));
        Assert.That(await RefusalAsync(), Is.EqualTo("sequence-ended"));
        Assert.That((await desk.RefusedAsync<CrmError.Refused>(() => EndAsync("Again."))).Code, Is.EqualTo("trigger-not-allowed"));
        Assert.That(await desk.Crm.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task Each_move_has_an_event_an_audit_row_and_a_right()
    {
        await desk.PublishAsync(MailThenCall);
        await PauseAsync();
        await desk.UseCase<ResumeSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed"), default);
        await desk.UseCase<ArchiveSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed"), default);
        await EndAsync(null);

        Assert.That(
            (await desk.EventsAsync()).Where(type => type.StartsWith("sequence.", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "sequence.published", "sequence.paused", "sequence.resumed", "sequence.archived", "sequence.ended" })
        );
        Assert.That(
            (await desk.AuditAsync()).Where(entry => entry.Subject == "sequence:mixed").Select(entry => entry.Action),
            Is.EquivalentTo(new[] { "sequence.publish", "sequence.pause", "sequence.resume", "sequence.archive", "sequence.end" })
        );
        await desk.RefusedAsync<CrmError.Forbidden>(() => desk.UseCase<PauseSequence>().ExecuteAsync(desk.Rep, new SequenceStateInput("mixed"), default));
        await desk.RefusedAsync<CrmError.NotFound>(() => desk.UseCase<PauseSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("none"), default));
        await desk.RefusedAsync<CrmError.Stale>(() =>
            desk.UseCase<ResumeSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed", Revision: 1), default)
        );
    }

    [Test]
    public async Task A_paused_sequence_enrolls_nobody()
    {
        await desk.PublishAsync(MailThenCall);
        await PauseAsync();
        Assert.That(await RefusalAsync(), Is.EqualTo("sequence-paused"));
    }

    private Task<SequenceSummary> PauseAsync() =>
        desk.UseCase<PauseSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed", "A wrong price."), default);

    private Task<EndedSequence> EndAsync(string? why) => desk.UseCase<EndSequence>().ExecuteAsync(desk.Manager, new SequenceStateInput("mixed", why), default);

    /// <summary>Why the sequence takes nobody; null where it does.</summary>
    private async Task<string?> RefusalAsync()
    {
        var contact = await desk.ContactAsync("Newcomer");
        try
        {
            return (await desk.EnrollAsync("mixed", contact)).Answers[0].Reasons is [var reason, ..] ? reason.Code : null;
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused refused)
        {
            return refused.Code;
        }
    }
}
