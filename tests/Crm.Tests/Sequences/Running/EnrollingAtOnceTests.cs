namespace Crm.Sequences.Running;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
public sealed class EnrollingAtOnceTests(string kind)
{
    [Test]
    public async Task Of_several_who_enroll_the_same_person_at_once_one_succeeds_and_the_others_are_told_why()
    {
        await using var desk = await SequenceDesk.OpenAsync(kind);
        var sequence = await desk.PublishAsync(
            """
            sequence: Welcome
            for: [contact]
            steps:
              - key: call
                step: task
                subject: Say hello
            """
        );
        var ada = await desk.ContactAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => desk.EnrollAsync(sequence.Key, ada))));

        Assert.That(answers.Sum(answer => answer.Enrolled), Is.EqualTo(1));
        Assert.That(
            answers.SelectMany(answer => answer.Answers).Where(answer => answer.Enrollment is null).Select(answer => answer.Reasons[0].Code),
            Has.All.EqualTo("already-enrolled")
        );
    }
}
