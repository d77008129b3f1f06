using Crm.Plugins.Essentials.StopRules;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class SuppressedRuleTests : StopRuleConformance<SuppressedRule>
{
    protected override IEnumerable<StopCase> Cases =>
        [
            new("nothing is wrong", RuleContexts.Live(), typeof(StopAnswer.GoOnAnswer)),
            new("the recipient opted out", RuleContexts.Live() with { Suppression = "opted out" }, typeof(StopAnswer.FinishAnswer))
            {
                Look = answer => Assert.That(((StopAnswer.FinishAnswer)answer).Reason, Is.EqualTo(FinishReason.OptedOut)),
            },
        ];
}

internal sealed class RecordGoneRuleTests : StopRuleConformance<RecordGoneRule>
{
    protected override IEnumerable<StopCase> Cases =>
        [
            new("nothing is wrong", RuleContexts.Live(), typeof(StopAnswer.GoOnAnswer)),
            new("the record is gone", RuleContexts.Live() with { Record = null }, typeof(StopAnswer.FinishAnswer))
            {
                Look = answer => Assert.That(((StopAnswer.FinishAnswer)answer).Reason, Is.EqualTo(FinishReason.RecordDeleted)),
            },
        ];
}
