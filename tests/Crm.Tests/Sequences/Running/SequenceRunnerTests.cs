using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>What becomes of due steps, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SequenceRunnerTests(string kind)
{
    private const string FourSteps = """
        sequence: Welcome
        key: welcome
        for: [contact]
        steps:
          - key: hello
            step: email.auto
            subject: "Hello {{ contact.first_name }}"
            body: "Dear {{ contact.first_name }}, shall we talk?"
          - key: ring
            step: call
            delay: 2 days
            subject: "Call {{ contact.name }}"
          - key: offer
            step: email.manual
            delay: 1 day
            subject: "An offer"
            body: "As agreed."
          - key: file
            step: task
            subject: "File it"
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(context => Script(context)));

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    private Func<StepContext, StepDecision> Script { get; set; } = _ => new StepDecision.Done();

    private const string OneScript = """
        sequence: Scripted
        key: scripted
        for: [contact]
        steps:
          - { key: first, step: test.script }
          - { key: second, step: test.script, delay: 1 day }
        """;

    [Test]
    public async Task An_enrollment_goes_its_whole_way()
    {
        var id = await desk.StartAsync(FourSteps);

        await desk.RunAsync();
        var message = (await desk.MessagesAsync(id)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(message.State, Is.EqualTo(MessageState.Queued));
            Assert.That(message.Subject, Does.StartWith("Hello "));
            Assert.That(message.WireId, Does.EndWith("@acme.example"));
            Assert.That(message.TextRevision, Is.EqualTo(1));
        });
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));

        desk.Clock.Advance(TimeSpan.FromHours(3));
        await desk.SentAsync(id);
        var due = await desk.EnrollmentAsync(id);
        Assert.That(due.DueAt, Is.EqualTo(desk.Clock.GetUtcNow().AddDays(2)), "the delay starts when the server has taken it");

        await desk.RunAtAsync(due.DueAt!.Value);
        var call = (await desk.OpenAsync(id)).Single();
        await desk.UseCase<CompleteTask>()
            .ExecuteAsync(desk.Rep, new CompleteTaskInput(call.Id) { Outcome = "connected", Duration = TimeSpan.FromMinutes(4) }, default);

        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);
        var draft = (await desk.OpenAsync(id)).Single();
        var text = await desk.UseCase<EditDraft>().ExecuteAsync(desk.Rep, new EditDraftInput(draft.Id) { Text = "As agreed, on Monday." }, default);
        var approved = await desk.UseCase<ApproveDraft>().ExecuteAsync(desk.Rep, new ApproveDraftInput(draft.Id, text.Hash), default);
        Assert.That(approved.Stopped, Is.Null);
        var offer = (await desk.MessagesAsync(id))[^1];
        Assert.Multiple(() =>
        {
            Assert.That(offer.Text, Is.EqualTo("As agreed, on Monday."));
            Assert.That(offer.InReplyTo, Is.EqualTo(message.WireId), "a follow-up goes into the thread");
            Assert.That(offer.Subject, Is.EqualTo($"Re: {message.Subject}"), "under the subject of what it replies to");
            Assert.That(offer.ApprovedHash, Is.EqualTo(text.Hash));
        });
        await desk.SentAsync(id);

        await desk.RunAsync();
        var task = (await desk.OpenAsync(id)).Single();
        await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);
        var finished = await desk.EnrollmentAsync(id);
        Assert.That((finished.State, finished.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.Completed)));
        Assert.That((await desk.ExecutionsAsync(id)).Select(row => row.State), Is.All.EqualTo(StepExecutionState.Done));
        var shown = await desk.UseCase<GetEnrollment>().ExecuteAsync(desk.Rep, new GetEnrollmentInput(id), default);
        Assert.That(shown.Summary, Does.Contain("Completed"));
    }

    [Test]
    public async Task Two_runners_that_race_decide_each_step_once()
    {
        await desk.PublishAsync(OneScript);
        var contacts = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => desk.ContactAsync($"Contact {number}")));
        var enrolled = await desk.EnrollAsync("scripted", contacts);

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => desk.RunAsync())));

        Assert.That(counts.Sum(count => count.Decided), Is.EqualTo(40));
        foreach (var answer in enrolled.Answers)
            Assert.That(await desk.ExecutionsAsync(answer.Enrollment!.Value), Has.Count.EqualTo(1));
    }

    [TestCase(nameof(IEnrollmentClaims), nameof(IEnrollmentClaims.ClaimAsync), true, TestName = "A_worker_that_dies_after_it_has_claimed_has_done_nothing")]
    [TestCase(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), false, TestName = "A_worker_that_dies_after_it_has_decided_has_done_nothing")]
    [TestCase(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), true, TestName = "A_worker_that_dies_before_the_commit_has_done_nothing")]
    public async Task A_worker_that_dies_has_done_nothing(string port, string call, bool isDone)
    {
        var id = await desk.StartAsync(FourSteps);
        var dying = desk.Dying(new StoreCall(port, call, isDone));

        Assert.ThrowsAsync<OperationCanceledException>(() => dying.RunBatchAsync(10));
        Assert.That(await desk.ExecutionsAsync(id), Is.Empty);
        Assert.That(await desk.MessagesAsync(id), Is.Empty);

        await desk.RunAsync();
        Assert.That(await desk.MessagesAsync(id), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_template_error_blocks_and_names_the_tag()
    {
        var contact = await desk.ContactAsync(with: row => row with { FirstName = null });
        var id = await desk.StartAsync(FourSteps, contact);

        await desk.RunAsync();

        var blocked = await desk.EnrollmentAsync(id);
        Assert.That(blocked.State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That(blocked.Reason, Does.Contain("contact.first_name"));
        Assert.That(await desk.MessagesAsync(id), Is.Empty);

        await desk.ReplaceAsync(contact with { FirstName = "Carla", Revision = contact.Revision + 1 });
        await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));
    }

    [Test]
    public async Task A_suppressed_address_finishes_the_enrollment_before_the_step()
    {
        var id = await desk.StartAsync(FourSteps);
        await desk.StoreAsync(Sample.Suppression(desk.Tenant.Id, (await desk.EnrollmentAsync(id)).AddressHash!));

        await desk.RunAsync();

        var finished = await desk.EnrollmentAsync(id);
        Assert.That((finished.State, finished.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.OptedOut)));
        Assert.That((await desk.ExecutionsAsync(id)).Single().State, Is.EqualTo(StepExecutionState.Cancelled));
        Assert.That(await desk.MessagesAsync(id), Is.Empty);
    }

    [Test]
    public async Task Without_a_mailbox_the_step_is_blocked_with_its_reason()
    {
        await desk.ReplaceAsync(await desk.MailboxAsync() with { IsActive = false, Reason = "The server refused the password.", Revision = 2 });
        var id = await desk.StartAsync(FourSteps);

        await desk.RunAsync();

        var blocked = await desk.EnrollmentAsync(id);
        Assert.That((blocked.State, blocked.Reason), Is.EqualTo((EnrollmentState.Blocked, "The mailbox may not send: The server refused the password.")));
    }

    [Test]
    public async Task A_handler_that_throws_is_tried_again_with_growing_delays_and_then_fails()
    {
        Script = _ => throw new InvalidOperationException("of no concern to anybody");
        var id = await desk.StartAsync(OneScript);
        var tries = 0;
        while ((await desk.EnrollmentAsync(id)) is { State: EnrollmentState.Active } due)
        {
            await desk.RunAtAsync(due.DueAt!.Value > desk.Clock.GetUtcNow() ? due.DueAt.Value : desk.Clock.GetUtcNow());
            Assert.That(++tries, Is.LessThan(200));
        }
        var failed = await desk.EnrollmentAsync(id);
        Assert.That(failed.State, Is.EqualTo(EnrollmentState.Failed));
        Assert.That(failed.Reason, Does.Contain("InvalidOperationException").And.Not.Contain("concern"));
        Assert.That(tries, Is.GreaterThan(5));
        Assert.That((await desk.ExecutionsAsync(id)).Single().State, Is.EqualTo(StepExecutionState.Failed));

        Script = _ => new StepDecision.Done();
        await desk.UseCase<RetryEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
    }

    [Test]
    public async Task A_poison_row_is_found_by_halving_and_the_others_go_on()
    {
        await desk.PublishAsync(OneScript);
        var contacts = await Task.WhenAll(Enumerable.Range(0, 9).Select(number => desk.ContactAsync($"Contact {number}")));
        var enrolled = (await desk.EnrollAsync("scripted", contacts)).Answers.Select(answer => answer.Enrollment!.Value).ToList();
        var poison = enrolled[4];
        // Its execution is there already: what the step wants inserted breaks a unique key.
        var stored = await desk.EnrollmentAsync(poison);
        await desk.StoreAsync(Sample.Execution(stored) with { Id = StepExecutionIds.Of(stored) });

        var counts = await desk.Crm.RunBatchAsync(100);

        Assert.That((counts.Decided, counts.PutOff), Is.EqualTo((9, 1)));
        foreach (var id in enrolled.Where(id => id != poison))
            Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
        var put = await desk.EnrollmentAsync(poison);
        Assert.That((put.StepKey, put.Attempt, put.State), Is.EqualTo(("first", 1, EnrollmentState.Active)));
        Assert.That(put.DueAt, Is.GreaterThan(desk.Clock.GetUtcNow()));
        await desk.RunAtAsync(put.DueAt!.Value);
        Assert.That((await desk.EnrollmentAsync(poison)).StepKey, Is.EqualTo("second"), "what made it fail is known by then");
    }

    [Test]
    public async Task Live_enrollments_keep_their_version()
    {
        var id = await desk.StartAsync(OneScript);
        var again = await desk.PublishAsync(OneScript);
        Assert.That((again.Version, again.IsChanged), Is.EqualTo((1, false)), "the same once more makes no version");
        var shorter = await desk.PublishAsync(OneScript.Replace("  - { key: second, step: test.script, delay: 1 day }", "", StringComparison.Ordinal));
        Assert.That(shorter.Version, Is.EqualTo(2));

        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
        var other = await desk.EnrollAsync("scripted", await desk.ContactAsync("Other"));
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(other.Answers[0].Enrollment!.Value)).Finish, Is.EqualTo(FinishReason.Completed));
    }

    [Test]
    public async Task A_revised_text_reaches_live_enrollments_and_its_messages_say_so()
    {
        var id = await desk.StartAsync(FourSteps);
        await desk.UseCase<ReviseText>()
            .ExecuteAsync(
                desk.Administrator,
                new ReviseTextInput("welcome", "hello", new Dictionary<string, string> { ["subject"] = "Good morning" }),
                default
            );
        await desk.RunAsync();
        var message = (await desk.MessagesAsync(id)).Single();
        Assert.That((message.Subject, message.TextRevision), Is.EqualTo(("Good morning", 2)));
        Assert.That(message.Text, Does.StartWith("Dear "), "what was not revised stays");
    }

    [Test]
    public async Task Deleting_the_record_finishes_with_all_that_is_out()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(FourSteps, contact);
        await desk.RunAsync();
        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Rep, new DeleteRecordInput(contact.Ref), default);
        var finished = await desk.EnrollmentAsync(id);
        Assert.That((finished.State, finished.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.RecordDeleted)));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await desk.ExecutionsAsync(id)).Single().State, Is.EqualTo(StepExecutionState.Cancelled));
    }

    [Test]
    public async Task Business_days_and_a_time_of_day_hold_over_a_clock_change()
    {
        // Friday 2026-03-27; the clocks of Berlin go forward on Sunday the 29th.
        desk.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 27, 10, 0, 0, TimeSpan.Zero));
        var contact = await desk.ContactAsync(with: row => row with { Zone = "Europe/Berlin" });
        var id = await desk.StartAsync(
            """
            sequence: Timed
            key: timed
            for: [contact]
            steps:
              - { key: first, step: test.script }
              - { key: second, step: test.script, delay: 1 business day, at: "09:30" }
            """,
            contact
        );
        await desk.RunAsync();
        var due = await desk.EnrollmentAsync(id);
        Assert.That(due.DueAt, Is.EqualTo(new DateTimeOffset(2026, 3, 30, 7, 30, 0, TimeSpan.Zero)));
        Assert.That((due.DueLocal, due.DueZone, due.ZoneSource), Is.EqualTo(("2026-03-30T09:30:00", "Europe/Berlin", "recipient")));
    }

    [Test]
    public async Task A_step_that_does_not_wait_goes_on_while_its_task_stays_open()
    {
        var id = await desk.StartAsync(
            """
            sequence: Patient
            key: patient
            for: [contact]
            steps:
              - { key: first, step: task, subject: "Look", wait: false }
              - { key: second, step: test.script, delay: 1 day }
            """
        );
        await desk.RunAsync();
        var enrollment = await desk.EnrollmentAsync(id);
        Assert.That((enrollment.State, enrollment.StepKey), Is.EqualTo((EnrollmentState.Active, "second")));
        var task = (await desk.OpenAsync(id)).Single();
        await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);
        Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
    }

    [Test]
    public async Task A_large_tenant_does_not_keep_a_small_one_waiting()
    {
        await desk.PublishAsync(OneScript);
        var many = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => desk.ContactAsync($"Contact {number}")));
        await desk.EnrollAsync("scripted", many);
        var small = await desk.Crm.AddTenantAsync("Small");
        var sequence = Sample.Sequence(small.Id, "scripted");
        var version = Sample.Version(sequence) with { Definition = await DefinitionAsync() };
        var contact = Sample.Contact(small.Id);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await small.StoreAsync(sequence with { Published = version.Id }, version, contact);
        var late = Sample.Enrollment(sequence, version.Id, contact.Id, desk.Clock.GetUtcNow());
        await small.StoreAsync(late);

        await desk.Crm.RunBatchAsync(10);

        var decided = (await small.ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync([late.Id], default))).Single();
        Assert.That(decided.StepKey, Is.EqualTo("second"), "ten of the large tenant's were due before it");
    }

    private async Task<string> DefinitionAsync()
    {
        var sequence = await desk.ReadAsync(unit => unit.Sequences.FindAsync("scripted", default));
        return (await desk.ReadAsync(unit => unit.Sequences.GetVersionsOfAsync(sequence!.Id, default)))[0].Definition;
    }

    [Test]
    public async Task A_stale_approval_is_refused()
    {
        var id = await desk.StartAsync(
            """
            sequence: Drafts
            key: drafts
            for: [contact]
            steps:
              - { key: first, step: email.manual, subject: "An offer", body: "As agreed." }
            """
        );
        await desk.RunAsync();
        var draft = (await desk.OpenAsync(id)).Single();
        var seen = (await desk.TextAsync(draft.Id)).Hash;
        await desk.UseCase<EditDraft>().ExecuteAsync(desk.Administrator, new EditDraftInput(draft.Id) { Text = "Something else." }, default);

        var refused = Assert.ThrowsAsync<CrmException>(() =>
            desk.UseCase<ApproveDraft>().ExecuteAsync(desk.Rep, new ApproveDraftInput(draft.Id, seen), default)
        );
        Assert.That(refused!.Error, Is.InstanceOf<CrmError.Stale>());
        Assert.That(await desk.MessagesAsync(id), Is.Empty);

        await desk.StoreAsync(Sample.Suppression(desk.Tenant.Id, (await desk.EnrollmentAsync(id)).AddressHash!));
        var stopped = await desk.ApproveAsync(draft);
        Assert.That((stopped.Message, stopped.Enrollment), Is.EqualTo(((MessageId?)null, EnrollmentState.Finished)), "the stop rules are asked again");
        Assert.That(await desk.OpenAsync(id), Is.Empty);
    }

    [TestCase(AfterRejection.SkipStep, EnrollmentState.Active)]
    [TestCase(AfterRejection.FinishEnrollment, EnrollmentState.Finished)]
    public async Task A_rejected_draft_skips_the_step_or_finishes_as_the_person_chooses(AfterRejection then, EnrollmentState expected)
    {
        var id = await desk.StartAsync(
            """
            sequence: Drafts
            key: drafts
            for: [contact]
            steps:
              - { key: first, step: email.manual, subject: "An offer", body: "As agreed." }
              - { key: second, step: test.script, delay: 1 day }
            """
        );
        await desk.RunAsync();
        var draft = (await desk.OpenAsync(id)).Single();
        await desk.UseCase<RejectDraft>().ExecuteAsync(desk.Rep, new RejectDraftInput(draft.Id, then), default);
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(expected));
        Assert.That(await desk.OpenAsync(id), Is.Empty);
        Assert.That(
            (await desk.ExecutionsAsync(id)).Single().State,
            Is.EqualTo(then == AfterRejection.SkipStep ? StepExecutionState.Skipped : StepExecutionState.Cancelled)
        );
    }

    [Test]
    public async Task A_step_changes_a_field_as_a_person_would()
    {
        Script = _ => new StepDecision.Done(new Effect.ChangeField("title", "Director"), new Effect.SetState("seen", true));
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(OneScript, contact);
        await desk.RunAsync();
        var changed = (Contact)(await desk.ReadAsync(unit => unit.Records.GetAsync([contact.Id], default)))[0];
        Assert.That((changed.JobTitle, changed.Revision), Is.EqualTo(("Director", contact.Revision + 1)));
        Assert.That((await desk.ReadAsync(unit => unit.Sequences.GetValuesAsync([id], default))).Single().Plugin, Is.EqualTo("test"));
    }

    [Test]
    public async Task A_change_that_is_refused_blocks_and_leaves_no_half_of_the_step_behind()
    {
        Script = _ => new StepDecision.Done(new Effect.CreateTask("Look"), new Effect.ChangeField("no_such_field", "x"));
        var id = await desk.StartAsync(OneScript);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That((await desk.EnrollmentAsync(id)).Reason, Does.Contain("no_such_field"));
        Assert.That(await desk.OpenAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_step_logs_an_activity_of_a_loaded_type()
    {
        Script = _ => new StepDecision.Done(new Effect.LogActivity("crm.note", "Seen by the sequence"));
        var contact = await desk.ContactAsync();
        await desk.StartAsync(OneScript, contact);
        await desk.RunAsync();
        var page = await desk.ReadAsync(unit => unit.Activities.GetTimelineAsync(new TimelineFilter { Record = contact.Id }, new PageRequest(), default));
        Assert.That(page.Rows.Select(row => row.Subject), Does.Contain("Seen by the sequence"));
    }

    [Test]
    public async Task Enrolling_answers_with_reasons()
    {
        await desk.PublishAsync(FourSteps);
        var good = await desk.ContactAsync("Good");
        var twin = await desk.ContactAsync("Twin", row => row with { ContactPoints = good.ContactPoints });
        var mute = await desk.ContactAsync("Mute", row => row with { ContactPoints = [] });
        var gone = await desk.ContactAsync("Gone");
        await desk.StoreAsync(Sample.Suppression(desk.Tenant.Id, AddressHash.Of(gone.Email!)));
        var company = Sample.Company(desk.Tenant.Id, owner: desk.Rep.Member);
        var hidden = Sample.Contact(desk.Tenant.Id, "Hidden", desk.Administrator.Member);
        await desk.StoreAsync(company, hidden);

        var result = await desk.EnrollAsync("welcome", good, twin, mute, gone, company, hidden);

        Assert.That(
            result.Answers.Select(answer => string.Join(",", answer.Reasons.Select(reason => reason.Code))),
            Is.EqualTo(new[] { "", "already-enrolled", "no-address", "suppressed", "wrong-type,no-recipient", "not-found" })
        );
        Assert.That(result.Enrolled, Is.EqualTo(1));
        var again = await desk.EnrollAsync("welcome", good);
        Assert.That(again.Answers[0].Reasons[0].Code, Is.EqualTo("already-enrolled"));
        await desk.PublishAsync(OneScript);
        var elsewhere = await desk.EnrollAsync("scripted", good);
        Assert.That(elsewhere.Answers[0].Reasons[0].Code, Is.EqualTo("exclusive-elsewhere"));
    }
}
