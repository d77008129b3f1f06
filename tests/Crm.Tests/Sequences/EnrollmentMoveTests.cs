using Crm.Events;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences;

/// <summary>A move is always whole.</summary>
internal sealed class EnrollmentMoveTests
{
    private static readonly EnrollmentMove[] Moves =
    [
        new EnrollmentMove.Advance(),
        new EnrollmentMove.Skip("no"),
        new EnrollmentMove.GoTo("b"),
        new EnrollmentMove.Wait(),
        new EnrollmentMove.Postpone(Sample.Now.AddHours(1), "later"),
        new EnrollmentMove.Pause(null, "held"),
        new EnrollmentMove.Resume(),
        new EnrollmentMove.Block("no mailbox"),
        new EnrollmentMove.Unblock(),
        new EnrollmentMove.Fail("never"),
        new EnrollmentMove.Retry(),
        new EnrollmentMove.Finish(FinishReason.Manual, "enough"),
    ];

    public static IEnumerable<TestCaseData> Transitions =>
        from state in Enum.GetValues<EnrollmentState>()
        from trigger in EnrollmentLifecycle.Table.Allowed(state)
        from move in Moves
        from isWaiting in new[] { false, true }
        from step in new[] { "a", "b" }
        where
            Triggers(move).Contains(trigger)
            && (
                Triggers(move).Length > 1 && move is not (EnrollmentMove.Advance or EnrollmentMove.Skip)
                || EnrollmentLifecycle.Table.Allows(state, EnrollmentTransition.TriggerOf(move))
            )
        select new TestCaseData(state, move, isWaiting, step);

    [TestCaseSource(nameof(Transitions))]
    public void Every_move_publishes_its_event_and_is_answered_for(EnrollmentState state, EnrollmentMove move, bool isWaiting, string step)
    {
        var world = new World(state, step, isWaiting);
        var changes = new ChangeSet();
        var work = world.Work(changes);

        var after = Enrollments.Move(work, world.Planning, world.Enrollment, move);

        var expected = EnrollmentLifecycle
            .Table.Allowed(state)
            .Where(trigger => EnrollmentLifecycle.Table.Next(state, trigger) == after.State)
            .Select(EnrollmentEventTypes.Of)
            .ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(changes.Updated<Enrollment>(), Is.EqualTo(new[] { after }));
            Assert.That(after.Revision, Is.EqualTo(world.Enrollment.Revision + 1));
            Assert.That(changes.Inserted<OutboxEvent>().Select(published => published.Type), Has.Some.Matches<string>(expected.Contains));
            Assert.That(changes.Inserted<OutboxEvent>(), Has.All.Matches<OutboxEvent>(published => published.Causes.Contains($"enrollment:{after.Id}")));
            Assert.That(changes.IsAudited);
            Assert.That(changes.Inserted<Timeline.TimelineEntry>(), Has.Count.EqualTo(after.State == EnrollmentState.Finished ? 1 : 0));
        });
    }

    [Test]
    public void Every_trigger_is_reached_by_a_move_and_has_an_event()
    {
        Assert.That(
            Moves.SelectMany(Triggers).Distinct(),
            Is.EquivalentTo(Enum.GetValues<EnrollmentTrigger>().Except([EnrollmentTrigger.Start, EnrollmentTrigger.ResumePending]))
        );
        Assert.That(Enum.GetValues<EnrollmentTrigger>().Select(EnrollmentEventTypes.Of), Has.None.Empty);
    }

    private static EnrollmentTrigger[] Triggers(EnrollmentMove move) =>
        move switch
        {
            EnrollmentMove.Advance => [EnrollmentTrigger.Advance, EnrollmentTrigger.Complete],
            EnrollmentMove.Skip => [EnrollmentTrigger.Skip, EnrollmentTrigger.Complete],
            EnrollmentMove.Resume => [EnrollmentTrigger.Resume, EnrollmentTrigger.ResumeWaiting],
            EnrollmentMove.Unblock => [EnrollmentTrigger.Unblock, EnrollmentTrigger.UnblockWaiting],
            _ => [EnrollmentTransition.TriggerOf(move)],
        };

    private sealed class World
    {
        private readonly Tenant tenant = Sample.Tenant();

        public World(EnrollmentState state, string step, bool isWaiting)
        {
            var contact = Sample.Contact(tenant.Id);
            var sequence = Sample.Sequence(tenant.Id);
            var definition = new SequenceDefinition
            {
                Key = "any",
                Name = "Any",
                RecordTypes = [RecordType.Contact],
                Steps = [new StepDefinition { Key = "a", Type = "test.script" }, new StepDefinition { Key = "b", Type = "test.script" }],
            };
            var version = new PublishedSequence(Sample.Version(sequence) with { Definition = definition.ToJson() });
            Enrollment = Sample.Enrollment(sequence, version.Version, contact.Id) with { State = state, StepKey = step };
            var execution = Enrollments.NewExecution(Enrollment, Sample.Now) with { State = StepExecutionState.Waiting };
            Planning = new Planning
            {
                Records = new Dictionary<RecordId, CrmRecord> { [contact.Id] = contact },
                Versions = new Dictionary<SequenceVersionId, PublishedSequence> { [version.Version] = version },
                Tenants = new Dictionary<TenantId, Tenant> { [tenant.Id] = tenant },
                Executions = isWaiting ? new Dictionary<StepExecutionId, StepExecution> { [execution.Id] = execution } : [],
            };
        }

        public Enrollment Enrollment { get; }

        public Planning Planning { get; }

        public Work Work(ChangeSet changes)
        {
            var origin = new WorkOrigin(tenant.Id, Actor.System("test"), "test", [], Sample.Now);
            return new Work(null!, origin, Access.Of(origin.Actor, []), changes, CancellationToken.None);
        }
    }
}
