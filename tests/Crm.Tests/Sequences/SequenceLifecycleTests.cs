namespace Crm.Sequences;

internal sealed class SequenceLifecycleTests
{
    [TestCase(SequenceState.Open, SequenceTrigger.Pause, SequenceState.Paused)]
    [TestCase(SequenceState.Paused, SequenceTrigger.Resume, SequenceState.Open)]
    [TestCase(SequenceState.Open, SequenceTrigger.Archive, SequenceState.Archived)]
    [TestCase(SequenceState.Archived, SequenceTrigger.Resume, SequenceState.Open)]
    [TestCase(SequenceState.Paused, SequenceTrigger.End, SequenceState.Ended)]
    public void Goes_from_state_to_state(SequenceState state, SequenceTrigger trigger, SequenceState after) =>
        Assert.That(SequenceLifecycle.Next(state, trigger), Is.EqualTo(after));

    [Test]
    public void Every_sequence_can_be_ended_and_an_ended_one_allows_nothing()
    {
        foreach (var state in Enum.GetValues<SequenceState>().Where(state => state != SequenceState.Ended))
            Assert.That(SequenceLifecycle.Next(state, SequenceTrigger.End), Is.EqualTo(SequenceState.Ended));
        Assert.That(SequenceLifecycle.Allowed(SequenceState.Ended), Is.Empty);
        var error = Assert.Throws<CrmException>(() => SequenceLifecycle.Next(SequenceState.Ended, SequenceTrigger.Resume))!.Error;
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("trigger-not-allowed"));
    }

    [Test]
    public void The_diagram_in_the_documentation_is_the_generated_one() =>
        CommittedDiagram.AssertIs(
            "sequence",
            "A sequence's states",
            "src/Crm/Sequences/SequenceLifecycle.cs",
            SequenceLifecycle.Mermaid,
            SequenceEventTypes.Markdown
        );
}
