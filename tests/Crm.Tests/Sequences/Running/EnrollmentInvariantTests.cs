using Crm.Events;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences.Engine;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;
using Crm.Stores;
using Crm.Testing.Builders;
using CsCheck;

namespace Crm.Sequences.Running;

/// <summary>What holds for every sequence and every way through it, with the real decisions and a clock that jumps.</summary>
internal sealed class EnrollmentInvariantTests
{
    private const int MostMoves = 60;

    private static readonly Gen<StepDecision> Decisions = Gen.OneOf(
        Gen.Const(StepDecision.Done()),
        Gen.Const(StepDecision.WaitFor(Effect.CreateTask("Look"))),
        Gen.Const(StepDecision.Skip("not here")),
        Gen.Const(StepDecision.Block("not yet")),
        Gen.Const(StepDecision.Fail("never")),
        Gen.Int[1, 3600].Select(seconds => StepDecision.RetryAfter(TimeSpan.FromSeconds(seconds), "later")),
        Gen.Int[0, 4].Select(step => StepDecision.GoTo($"s{step}"))
    );

    [Test]
    public void An_execution_is_unique_and_only_one_is_live_and_a_final_state_never_leaves() =>
        Gen.Select(Gen.Int[1, 4], Gen.Bool, Decisions.Array[1, 20], Gen.Int[0, 5].Array[1, 20]).Sample(Holds, iter: 2_000, threads: 1);

    private static bool Holds(int steps, bool waits, StepDecision[] decisions, int[] people)
    {
        var turn = 0;
        using var plugins = SequenceDesk.Loaded(new ScriptStep(_ => decisions[turn % decisions.Length]));
        var world = new World(new StepEngine(plugins), steps, waits);
        for (turn = 0; turn < MostMoves; turn++)
        {
            var before = world.Enrollment;
            world.Move(people[turn % people.Length]);
            if (before.State == EnrollmentState.Finished && world.Enrollment != before)
                return false;
            if (world.Enrollment != before && world.Enrollment.Revision != before.Revision + 1)
                return false;
            if (world.Executions.Values.Count(execution => execution.State == StepExecutionState.Waiting) > 1)
                return false;
            if (
                world.Enrollment.State == EnrollmentState.Waiting
                && world.Executions[StepExecutionIds.Of(world.Enrollment)].State != StepExecutionState.Waiting
            )
                return false;
            if (world.Enrollment.State == EnrollmentState.Active != (world.Enrollment.DueAt is not null))
                return false;
        }
        return true;
    }

    /// <summary>One enrollment in memory; applies change sets as a store does, with its unique keys.</summary>
    private sealed class World
    {
        private readonly StepEngine engine;
        private readonly PublishedSequence version;
        private readonly Contact contact;
        private readonly Tenancy.Tenant tenant = Sample.Tenant();
        private DateTimeOffset now = Sample.Now;

        public World(StepEngine engine, int steps, bool waits)
        {
            this.engine = engine;
            contact = Sample.Contact(tenant.Id);
            var sequence = Sample.Sequence(tenant.Id);
            var definition = new SequenceDefinition
            {
                Key = "any",
                Name = "Any",
                RecordTypes = [RecordType.Contact],
                Steps =
                [
                    .. Enumerable
                        .Range(0, steps)
                        .Select(step => new StepDefinition
                        {
                            Key = $"s{step}",
                            Type = "test.script",
                            Delay = new Delay(step, DelayUnit.Hours),
                            Wait = waits,
                        }),
                ],
            };
            version = new PublishedSequence(Sample.Version(sequence) with { Definition = definition.ToJson() });
            Enrollment = Sample.Enrollment(sequence, version.Version, contact.Id) with { StepKey = "s0" };
        }

        public Enrollment Enrollment { get; private set; }

        public Dictionary<StepExecutionId, StepExecution> Executions { get; } = [];

        public void Move(int person)
        {
            now = Enrollment.DueAt is { } due && due > now ? due : now.AddMinutes(1);
            var material = Material();
            var changes = new ChangeSet();
            var execution = Executions.GetValueOrDefault(StepExecutionIds.Of(Enrollment));
            var origin = new WorkOrigin(tenant.Id, Tenancy.Actor.System("test"), "test", [], now);
            var work = new Work(null!, origin, Access.Of(origin.Actor, [], []), changes, CancellationToken.None);
            switch (Enrollment.State)
            {
                case EnrollmentState.Active:
                    var outcomes = new StepOutcomes();
                    new StepDecider(engine, material, outcomes).Decide(Enrollment);
                    changes = outcomes.Changes;
                    break;
                case EnrollmentState.Waiting:
                    Enrollments.EndStep(work, material, new StepAt(execution!, Enrollment), Ending(person));
                    break;
                case EnrollmentState.Blocked:
                    Enrollments.Move(work, material, Enrollment, new EnrollmentMove.Unblock());
                    break;
                case EnrollmentState.Failed:
                    Enrollments.Move(work, material, Enrollment, new EnrollmentMove.Retry());
                    break;
                default:
                    // Whatever comes late finds it finished.
                    foreach (var late in Executions.Values.ToList())
                        Enrollments.EndStep(work, material, new StepAt(late, null), Ending(person));
                    break;
            }
            Apply(changes);
        }

        private static EnrollmentMove Ending(int person) =>
            person switch
            {
                0 => new EnrollmentMove.Skip("no"),
                1 => new EnrollmentMove.Block("unknown"),
                2 => new EnrollmentMove.Fail("refused"),
                3 => new EnrollmentMove.Finish(FinishReason.Manual, "enough"),
                _ => new EnrollmentMove.Advance(),
            };

        private EnrollmentMaterial Material() =>
            new()
            {
                Now = now,
                Versions = new Dictionary<SequenceVersionId, PublishedSequence> { [version.Version] = version },
                Records = new Dictionary<RecordId, CrmRecord> { [contact.Id] = contact },
                Members = new Dictionary<MemberId, Tenancy.Member>(),
                Tenants = new Dictionary<TenantId, Tenancy.Tenant> { [tenant.Id] = tenant },
                Executions = Executions.Where(pair => pair.Key == StepExecutionIds.Of(Enrollment)).ToDictionary(),
            };

        /// <summary>A change of state never goes without its event.</summary>
        private void AssertPublished(ChangeSet changes, Enrollment after)
        {
            if (after.State == Enrollment.State)
                return;
            var expected = EnrollmentLifecycle
                .Allowed(Enrollment.State)
                .Where(trigger => EnrollmentLifecycle.Next(Enrollment.State, trigger) == after.State)
                .Select(EnrollmentEventTypes.Of);
            Assert.That(changes.Inserted<OutboxEvent>().Select(published => published.Type).Intersect(expected), Is.Not.Empty, after.ToString());
        }

        private void Apply(ChangeSet changes)
        {
            foreach (var execution in changes.Inserted<StepExecution>())
                Executions.Add(execution.Id, execution); // throws where it is there already
            foreach (var execution in changes.Updated<StepExecution>())
                Executions[execution.Id] = Executions.ContainsKey(execution.Id) ? execution : throw new InvalidOperationException("Nothing to update.");
            Assert.That(Executions.Values.Select(row => (row.StepKey, row.Pass)), Is.Unique);
            foreach (var enrollment in changes.Updated<Enrollment>())
            {
                AssertPublished(changes, enrollment);
                Enrollment = enrollment;
            }
        }
    }
}
