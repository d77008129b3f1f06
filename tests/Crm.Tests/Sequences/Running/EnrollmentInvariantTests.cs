using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Steps;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using CsCheck;

namespace Crm.Sequences.Running;

/// <summary>What holds for every sequence and every way through it: with the real runner, a server that answers anything, people who do anything, and a clock that jumps.</summary>
internal sealed class EnrollmentInvariantTests
{
    private const int Rounds = 40;
    private const int Enrollments = 60;

    private static readonly Gen<StepDecision> Decisions = Gen.OneOf(
        Gen.Const<StepDecision>(new StepDecision.Done()),
        Gen.Const<StepDecision>(new StepDecision.Wait(new Effect.CreateTask("Look"))),
        Gen.Const<StepDecision>(new StepDecision.Wait(new Effect.QueueMessage("email", "Hello", "Shall we talk?"))),
        Gen.Const<StepDecision>(new StepDecision.Skip("not here")),
        Gen.Const<StepDecision>(new StepDecision.Block("not yet")),
        Gen.Const<StepDecision>(new StepDecision.Fail("never")),
        Gen.Int[1, 3600].Select(StepDecision (seconds) => new StepDecision.Retry(TimeSpan.FromSeconds(seconds), "later")),
        Gen.Int[0, 6].Select(StepDecision (step) => new StepDecision.GoTo($"s{step}"))
    );

    private static readonly Gen<Way> Ways = Gen.Select(
        Gen.Int[1, 6],
        Gen.Bool,
        Decisions.Array[1, 20],
        Gen.Int[0, 11].Array[1, 20],
        (steps, waits, decisions, people) => new Way(steps, waits, decisions, people)
    );

    [Test]
    public Task An_execution_is_unique_and_only_one_is_live_and_a_final_state_never_leaves() =>
        Ways.Array[Enrollments].SampleAsync(HoldAsync, iter: 1, threads: 1);

    private static async Task HoldAsync(Way[] ways)
    {
        var world = new World();
        await using var desk = await SequenceDesk.OpenAsync("sqlite", null, new ScriptStep(world.Decide));
        desk.Crm.Transport.Does((message, attempt, _) => Task.FromResult(world.Answer(message, attempt)));
        await world.OpenAsync(desk, ways);
        for (; world.Round < Rounds; world.Round++)
        {
            await world.MoveAsync(() => desk.Crm.RunBatchAsync(Enrollments));
            await world.MoveAsync(() => desk.Crm.SendBatchAsync(Enrollments));
            await world.MoveAsync(world.PeopleAsync);
        }
        Assert.That(world.Changes, Is.GreaterThan(Enrollments * 5), "they went some way");
        EnrollmentState[] never = [EnrollmentState.Pending, EnrollmentState.Paused];
        Assert.That(world.Seen, Is.EquivalentTo(Enum.GetValues<EnrollmentState>().Except(never)), "every state that needs no rule was reached");
    }

    /// <summary>What comes to one enrollment: its sequence, and in each round the handler's decision and the number of what people or the server do.</summary>
    private sealed record Way(int Steps, bool Waits, StepDecision[] Decisions, int[] People)
    {
        public string Sequence => $"steps-{Steps}-{(Waits ? "waiting" : "going")}";
    }

    private sealed class World
    {
        private readonly Dictionary<EnrollmentId, Way> ways = [];
        private Dictionary<MessageId, EnrollmentId> senders = [];
        private Dictionary<EnrollmentId, Enrollment> known = [];
        private SequenceDesk desk = null!;

        public int Round { get; set; }

        public int Changes { get; private set; }

        public HashSet<EnrollmentState> Seen { get; } = [];

        public async Task OpenAsync(SequenceDesk opened, Way[] all)
        {
            desk = opened;
            foreach (var way in all.DistinctBy(way => way.Sequence))
                await desk.PublishAsync(Yaml(way));
            foreach (var way in all)
                ways.Add((await desk.EnrollAsync(way.Sequence, await desk.ContactAsync())).Answers[0].Enrollment!.Value, way);
            known = (await StoredAsync()).ToDictionary(enrollment => enrollment.Id);
        }

        public StepDecision Decide(StepContext context) => ways[context.Enrollment].Decisions is var all ? all[Round % all.Length] : null!;

        public SendResult Answer(OutboundMessage message, SendAttempt attempt)
        {
            attempt.PointOfNoReturn();
            return Person(senders[message.Id]) switch
            {
                0 => new SendResult.Unknown("No reply"),
                1 => new SendResult.Refused(RefusalKind.Message, "554"),
                2 => new SendResult.Deferred("451"),
                _ => new SendResult.Accepted("250"),
            };
        }

        /// <summary>Lets somebody act, and looks what it has come to.</summary>
        public async Task MoveAsync(Func<Task> act)
        {
            senders = (await MessagesAsync()).ToDictionary(message => message.Id, message => message.Enrollment!.Value);
            var next = known.Values.Min(enrollment => enrollment.DueAt) ?? desk.Clock.GetUtcNow();
            desk.Clock.SetUtcNow(new[] { next, desk.Clock.GetUtcNow() }.Max().AddHours(4));
            await act();
            var executions = (await desk.ReadAsync(unit => unit.Sequences.GetExecutionsAsync([.. ways.Keys], default))).ToLookup(execution =>
                execution.Enrollment
            );
            foreach (var after in await StoredAsync())
            {
                Check(known[after.Id], after, [.. executions[after.Id]]);
                Seen.Add(after.State);
                Changes += after == known[after.Id] ? 0 : 1;
                known[after.Id] = after;
            }
        }

        /// <summary>People act on what waits for them, and try to on what is finished.</summary>
        public async Task PeopleAsync()
        {
            var open = (await desk.ReadAsync(unit => unit.Activities.GetOpenOfEnrollmentsAsync([.. ways.Keys], default))).ToLookup(task => task.Enrollment);
            var unknown = (await MessagesAsync()).Where(message => message.State == MessageState.Unknown).ToLookup(message => message.Enrollment);
            foreach (var enrollment in known.Values)
            {
                try
                {
                    await ActAsync(enrollment, open[enrollment.Id].FirstOrDefault(), unknown[enrollment.Id].FirstOrDefault());
                }
                catch (CrmException exception) when (exception.Error is CrmError.Refused)
                {
                    // What the state does not allow changes nothing.
                }
            }
        }

        private async Task ActAsync(Enrollment enrollment, Activity? task, Message? unknown)
        {
            var (caller, input) = (desk.Administrator, new EnrollmentInput(enrollment.Id));
            switch (enrollment.State, Person(enrollment.Id))
            {
                case (EnrollmentState.Waiting, 0) when task is not null:
                    await desk.UseCase<CancelTask>().ExecuteAsync(caller, new CancelTaskInput(task.Id), default);
                    break;
                case (EnrollmentState.Waiting or EnrollmentState.Finished, 1):
                    await desk.UseCase<SkipStep>().ExecuteAsync(caller, input, default);
                    break;
                case (EnrollmentState.Waiting or EnrollmentState.Finished, 3):
                    await desk.UseCase<FinishEnrollment>().ExecuteAsync(caller, input, default);
                    break;
                case (_, _) when task is not null:
                    await desk.UseCase<CompleteTask>().ExecuteAsync(caller, new CompleteTaskInput(task.Id), default);
                    break;
                case (_, var person) when unknown is not null:
                    await desk.UseCase<ResolveUnknownMessage>()
                        .ExecuteAsync(caller, new ResolveUnknownMessageInput(unknown.Id, (UnknownAnswer)(person % 3)), default);
                    break;
                case (EnrollmentState.Blocked or EnrollmentState.Finished, _):
                    await desk.UseCase<ResumeEnrollment>().ExecuteAsync(caller, input, default);
                    break;
                case (EnrollmentState.Failed, _):
                    await desk.UseCase<RetryEnrollment>().ExecuteAsync(caller, input, default);
                    break;
            }
        }

        private int Person(EnrollmentId id) => ways[id].People[Round % ways[id].People.Length];

        private async Task<IReadOnlyList<Enrollment>> StoredAsync() =>
            await desk.ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync([.. ways.Keys], default));

        private Task<IReadOnlyList<Message>> MessagesAsync() => desk.ReadAsync(unit => unit.Messages.GetOfEnrollmentsAsync([.. ways.Keys], default));

        private static void Check(Enrollment before, Enrollment after, IReadOnlyList<StepExecution> executions)
        {
            if (before.State == EnrollmentState.Finished)
                Assert.That(after, Is.EqualTo(before), "what is finished stays as it is");
            if (after != before)
                Assert.That(after.Revision, Is.EqualTo(before.Revision + 1), $"{before.State} to {after.State}");
            Assert.That(executions.Select(execution => (execution.StepKey, execution.Pass)), Is.Unique);
            Assert.That(executions.Count(execution => execution.State == StepExecutionState.Waiting), Is.LessThanOrEqualTo(1));
            if (after.State == EnrollmentState.Waiting)
                Assert.That(
                    executions.Single(execution => (execution.StepKey, execution.Pass) == (after.StepKey, after.Pass)).State,
                    Is.EqualTo(StepExecutionState.Waiting)
                );
            Assert.That(after.DueAt is not null, Is.EqualTo(after.State == EnrollmentState.Active), $"{after.State} is due at {after.DueAt}");
        }

        private static string Yaml(Way way) =>
            $"""
                sequence: {way.Sequence}
                key: {way.Sequence}
                for: [contact]
                steps:
                {string.Join(
                    '\n',
                    Enumerable
                        .Range(0, way.Steps)
                        .Select(step => $"  - {{ key: s{step}, step: test.script, delay: {step} hours, wait: {(way.Waits ? "true" : "false")} }}")
                )}
                """;
    }
}
