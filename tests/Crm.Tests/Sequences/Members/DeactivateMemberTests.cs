using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences.Members;

/// <summary>A member leaves, and another takes over what is left.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeactivateMemberTests(string kind)
{
    private const string Calls = """
        sequence: Calls
        key: calls
        for: [contact]
        exclusive: no
        steps:
          - { key: ring, step: call, subject: "Call" }
          - { key: again, step: call, delay: 1 day, subject: "Call again" }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task What_a_member_leaves_behind_is_counted_and_stays()
    {
        var (id, _) = await ArrangeAsync();

        var done = await DeactivateAsync(new DeactivateMemberInput(Rep));

        Assert.That(done.Had, Is.EqualTo(new MemberWork(Records: 2, OpenTasks: 3, LiveEnrollments: 2, Mailboxes: 0)));
        Assert.That(done.Left, Is.EqualTo(done.Had));
        Assert.That((await desk.EnrollmentAsync(id)).Owner, Is.EqualTo(Rep));
        Assert.That(await desk.EventsAsync(), Does.Contain("member.updated"));
        Assert.That((await desk.AuditAsync()).Select(entry => entry.Action), Does.Contain("member.deactivate"));
        await desk.RefusedAsync<CrmError.Forbidden>(() => desk.EnrollAsync("calls"));
    }

    [Test]
    public async Task Another_member_takes_over_records_tasks_and_enrollments_in_one_transaction()
    {
        var (id, foreign) = await ArrangeAsync();

        var done = await DeactivateAsync(new DeactivateMemberInput(Rep) { HandOverTo = Colleague });

        Assert.That(done.Had, Is.EqualTo(new MemberWork(2, 3, 2, 0)));
        Assert.That(done.Left, Is.EqualTo(new MemberWork(0, 0, 0, 0)));
        foreach (var enrollment in new[] { id, foreign })
        {
            Assert.That((await desk.EnrollmentAsync(enrollment)).Owner, Is.EqualTo(Colleague));
            Assert.That((await desk.OpenAsync(enrollment)).Select(task => task.Assignee), Is.All.EqualTo(Colleague));
        }
        var tasks = await desk.UseCase<ListTasks>().ExecuteAsync(desk.Administrator, new ListTasksInput { Assignee = Colleague }, default);
        Assert.That(tasks.Rows, Has.Count.EqualTo(3));
        desk.Clock.Advance(TimeSpan.FromDays(3));
        foreach (var task in tasks.Rows.Where(row => row.Activity.Enrollment is not null))
            await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Administrator, new CompleteTaskInput(task.Activity.Id), default);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await desk.RunAsync();
        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(Colleague), "what comes is the colleague's, too");
        Assert.That(await desk.Crm.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task What_the_members_leaving_had_blocked_goes_on_when_another_takes_over()
    {
        await desk.PublishAsync(Calls);
        var id = (await desk.EnrollAsync("calls", await desk.ContactAsync())).Answers[0].Enrollment!.Value;
        await DeactivateAsync(new DeactivateMemberInput(Rep));
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Cause, Is.EqualTo($"member:{Rep}"));
        await desk.UseCase<UpdateMember>().ExecuteAsync(desk.Administrator, new UpdateMemberInput(Rep) { IsActive = true }, default);
        var blocked = await desk.EnrollmentAsync(id);
        Assert.That(blocked.State, Is.EqualTo(EnrollmentState.Active));

        await DeactivateAsync(new DeactivateMemberInput(Rep) { HandOverTo = Colleague });
        await desk.RunAsync();
        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(Colleague));
    }

    [Test]
    public async Task A_handover_to_nobody_active_or_of_one_who_left_is_refused()
    {
        await desk.RefusedAsync<CrmError.Invalid>(() => DeactivateAsync(new DeactivateMemberInput(Rep) { HandOverTo = Rep }));
        await desk.RefusedAsync<CrmError.Invalid>(() => DeactivateAsync(new DeactivateMemberInput(Rep) { HandOverTo = new MemberId(desk.Tenant.Id.Value) }));
        await desk.RefusedAsync<CrmError.Stale>(() => DeactivateAsync(new DeactivateMemberInput(Rep, 9)));
        var last = await desk.RefusedAsync<CrmError.Refused>(() => DeactivateAsync(new DeactivateMemberInput(desk.Administrator.Member)));
        Assert.That(last.Code, Is.EqualTo("last-administrator"));
        await desk.RefusedAsync<CrmError.Forbidden>(() => desk.UseCase<DeactivateMember>().ExecuteAsync(desk.Manager, new DeactivateMemberInput(Rep), default));
        await DeactivateAsync(new DeactivateMemberInput(Rep));
        Assert.That((await desk.RefusedAsync<CrmError.Refused>(() => DeactivateAsync(new DeactivateMemberInput(Rep)))).Code, Is.EqualTo("not-active"));
    }

    private MemberId Rep => desk.Rep.Member;

    private MemberId Colleague => desk.Colleague.Member;

    /// <summary>Two records of the rep, one in a sequence; an enrollment in the rep's name of a record that is nobody's; a task of no sequence.</summary>
    private async Task<(EnrollmentId Own, EnrollmentId Foreign)> ArrangeAsync()
    {
        var own = await desk.ContactAsync();
        await desk.ContactAsync("Dora");
        var nobodys = await desk.ContactAsync("Nora", contact => contact with { Owner = null });
        var id = await desk.StartAsync(Calls, own);
        var foreign = (await desk.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("calls", [nobodys.Ref]) { Owner = Rep }, default))
            .Answers[0]
            .Enrollment!
            .Value;
        await desk.RunAsync();
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([own.Ref], "Write to her") { Assignee = Rep }, default);
        return (id, foreign);
    }

    private Task<DeactivatedMember> DeactivateAsync(DeactivateMemberInput input) =>
        desk.UseCase<DeactivateMember>().ExecuteAsync(desk.Administrator, input, default);
}
