using CsCheck;

namespace Crm.Sequences;

internal sealed class EnrollmentLifecycleTests
{
    private static readonly Gen<EnrollmentTrigger> AnyTrigger = Gen.Enum<EnrollmentTrigger>();

    [TestCase(EnrollmentState.Pending, EnrollmentTrigger.Start, EnrollmentState.Active)]
    [TestCase(EnrollmentState.Active, EnrollmentTrigger.Advance, EnrollmentState.Active)]
    [TestCase(EnrollmentState.Active, EnrollmentTrigger.Wait, EnrollmentState.Waiting)]
    [TestCase(EnrollmentState.Waiting, EnrollmentTrigger.Advance, EnrollmentState.Active)]
    [TestCase(EnrollmentState.Waiting, EnrollmentTrigger.Complete, EnrollmentState.Finished)]
    [TestCase(EnrollmentState.Waiting, EnrollmentTrigger.Pause, EnrollmentState.Paused)]
    [TestCase(EnrollmentState.Paused, EnrollmentTrigger.ResumeWaiting, EnrollmentState.Waiting)]
    [TestCase(EnrollmentState.Paused, EnrollmentTrigger.Advance, EnrollmentState.Paused)]
    [TestCase(EnrollmentState.Blocked, EnrollmentTrigger.Unblock, EnrollmentState.Active)]
    [TestCase(EnrollmentState.Failed, EnrollmentTrigger.Retry, EnrollmentState.Active)]
    public void Goes_from_state_to_state(EnrollmentState state, EnrollmentTrigger trigger, EnrollmentState after) =>
        Assert.That(EnrollmentLifecycle.Table.Next(state, trigger), Is.EqualTo(after));

    [Test]
    public void A_trigger_that_a_state_does_not_allow_names_state_trigger_and_what_is_allowed()
    {
        var error = Assert.Throws<CrmException>(() => EnrollmentLifecycle.Table.Next(EnrollmentState.Failed, EnrollmentTrigger.Pause))!.Error;
        Assert.That(error, Is.TypeOf<CrmError.Refused>());
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("trigger-not-allowed"));
        Assert.That(error.Message, Is.EqualTo("The enrollment is Failed, which does not allow Pause; allowed are Advance, Skip, Complete, Retry, Finish."));
    }

    [Test]
    public void A_final_state_never_becomes_active_again() =>
        AnyTrigger
            .Array[0, 60]
            .Sample(triggers =>
            {
                var state = EnrollmentState.Pending;
                var finished = false;
                foreach (var trigger in triggers)
                {
                    if (EnrollmentLifecycle.Table.Allows(state, trigger))
                        state = EnrollmentLifecycle.Table.Next(state, trigger);
                    else
                        Assert.Throws<CrmException>(() => EnrollmentLifecycle.Table.Next(state, trigger));
                    finished |= state == EnrollmentState.Finished;
                    if (finished)
                        Assert.That(state, Is.EqualTo(EnrollmentState.Finished));
                }
            });

    [Test]
    public void Every_live_state_can_be_finished_and_finished_allows_nothing()
    {
        foreach (var state in Enum.GetValues<EnrollmentState>().Where(state => state != EnrollmentState.Finished))
            Assert.That(EnrollmentLifecycle.Table.Next(state, EnrollmentTrigger.Finish), Is.EqualTo(EnrollmentState.Finished));
        Assert.That(EnrollmentLifecycle.Table.Allowed(EnrollmentState.Finished), Is.Empty);
    }

    [Test]
    public void Every_state_is_reached_and_every_trigger_is_used()
    {
        var states = new HashSet<EnrollmentState> { EnrollmentState.Pending };
        for (var grown = true; grown; )
            grown = states
                .ToList()
                .Aggregate(
                    false,
                    (any, state) =>
                        EnrollmentLifecycle
                            .Table.Allowed(state)
                            .Aggregate(any, (more, trigger) => states.Add(EnrollmentLifecycle.Table.Next(state, trigger)) || more)
                );
        Assert.That(states, Is.EquivalentTo(Enum.GetValues<EnrollmentState>()));
        Assert.That(states.SelectMany(EnrollmentLifecycle.Table.Allowed).Distinct(), Is.EquivalentTo(Enum.GetValues<EnrollmentTrigger>()));
    }

    [Test]
    public void The_diagram_in_the_documentation_is_the_generated_one() =>
        CommittedDiagram.AssertIs(
            "enrollment",
            "An enrollment's states",
            "src/Crm/Sequences/EnrollmentLifecycle.cs",
            EnrollmentLifecycle.Table.Mermaid,
            EnrollmentEventTypes.Markdown
        );
}
