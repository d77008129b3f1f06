using Crm.Plugins.Essentials.StopRules;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class StopRuleTests
{
    private static readonly StopContext Live = new()
    {
        Tenant = TenantId.From("rules"),
        Enrollment = new EnrollmentId(Guid.Empty),
        Record = StepContexts.ForContact().Record,
        Now = StepContexts.Now,
    };

    [Test]
    public void Goes_on_while_nothing_is_wrong()
    {
        Assert.That(new SuppressedRule().Look(Live), Is.EqualTo(StopAnswer.GoOn));
        Assert.That(new RecordGoneRule().Look(Live), Is.EqualTo(StopAnswer.GoOn));
    }

    [Test]
    public void Finishes_when_the_recipient_opted_out() =>
        Assert.That(Reason(new SuppressedRule().Look(Live with { Suppression = "opted out" })), Is.EqualTo(FinishReason.OptedOut));

    [Test]
    public void Finishes_when_the_record_is_gone() =>
        Assert.That(Reason(new RecordGoneRule().Look(Live with { Record = null })), Is.EqualTo(FinishReason.RecordDeleted));

    private static FinishReason? Reason(StopAnswer answer) => (answer as StopAnswer.FinishAnswer)?.Reason;
}
