using System.Text.Json;
using Crm.Activities;
using Crm.Events;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;
using NUnit.Framework.Internal;

namespace Crm.Tests.Plugins.Catalog;

/// <summary>The suites themselves: each finds the fault it is there for.</summary>
internal sealed class ConformanceTests
{
    [Test]
    public void A_class_without_suite_is_named() =>
        Assert.That(
            Failure(new ForgetfulPlugin().Every_class_behind_a_contract_has_its_suite),
            Does.Contain("Uncovered lacks a class derived from StepHandlerConformance<Uncovered>")
        );

    [Test]
    public void Every_contract_has_its_suite() => Assert.That(PluginConformance<Uncovered>.SuitedContracts, Is.EquivalentTo(PluginContracts.All));

    [Test]
    public void A_rule_that_never_lets_go_on_is_found() =>
        Assert.That(Failure(new StoppingSuite().Stops_some_and_lets_others_go_on), Does.Contain("one that continues"));

    [Test]
    public void A_rule_that_gives_no_reason_is_found() => Assert.That(Failure(new StoppingSuite().Answers_as_the_cases_say), Does.Contain("always"));

    [Test]
    public void A_schedule_that_steps_back_is_found() => Assert.That(Failure(new BackwardsSuite().The_next_slot_is_at_or_after_the_moment), Is.Not.Null);

    [Test]
    public void A_schedule_whose_slots_are_none_is_found() => Assert.That(Failure(new BackwardsSuite().A_slot_is_its_own_next_slot), Is.Not.Null);

    [Test]
    public async Task A_subscriber_that_does_things_twice_is_found() =>
        Assert.That(await FailureAsync(new TwiceSuite().An_event_that_comes_twice_has_one_effect), Does.Contain("deal.won"));

    [Test]
    public void A_subscriber_whose_types_are_not_shown_is_found() =>
        Assert.That(Failure(new TwiceSuite().Events_show_every_type), Does.Contain("No event shows 'deal.lost'"));

    [Test]
    public void A_subscriber_that_waits_for_what_nobody_publishes_is_found() =>
        Assert.That(Failure(new TwiceSuite().Every_event_type_is_one_that_somebody_publishes), Does.Contain("Nobody publishes 'deal.won'"));

    [TestCase("deal.won", """{ "pipeline": "sales" }""", "Nobody publishes such an event")]
    [TestCase("activity.logged", """{ "kind": "call" }""", "OfActivity")]
    [TestCase("activity.logged", """{ "activity": "7" }""", "OfActivity")]
    [TestCase("record.created", """{ "revision": 1, "name": "Ada" }""", "name")]
    [TestCase("acme.told", "{}", "Nobody publishes such an event")]
    public void An_invented_event_is_found(string type, string payload, string says) =>
        Assert.That(Failure(new InventingSuite(type, payload).Events_are_as_they_are_published), Does.Contain(says));

    [TestCase("x.told", "{}")]
    [TestCase("other.told", """{ "any": "thing" }""")]
    [TestCase("record.created", """{ "revision": 1 }""")]
    public void An_event_that_is_published_is_none(string type, string payload) =>
        Assert.That(new InventingSuite(type, payload).Events_are_as_they_are_published, Throws.Nothing);

    [Test]
    public void An_assembly_without_mark_is_no_plugin() =>
        Assert.That(Failure(new ForgetfulPlugin().Loads_without_a_problem), Does.Contain("lacks [assembly: CrmPlugin"));

    [Test]
    public void A_type_that_answers_differently_is_found() => Assert.That(Failure(new FickleSuite().Gives_the_same_answer_twice), Is.Not.Null);

    [Test]
    public void A_type_that_takes_what_it_should_not_is_found() => Assert.That(Failure(new FickleSuite().Rejects_wrong_details_with_a_reason), Is.Not.Null);

    [Test]
    public void A_key_of_somebody_else_is_found() => Assert.That(Failure(new FickleSuite().Key_begins_with_the_plugin_id), Is.Not.Null);

    [Test]
    public async Task A_handler_that_swallows_a_missing_value_is_found() =>
        Assert.That(await FailureAsync(new SwallowingSuite().Missing_value_blocks), Does.Contain("'text'"));

    [Test]
    public async Task A_handler_that_decides_otherwise_the_second_time_is_found() =>
        Assert.That(await FailureAsync(new SwallowingSuite().Decides_the_same_twice), Is.Not.Null);

    [Test]
    public async Task A_case_with_another_decision_is_found() => Assert.That(await FailureAsync(new SwallowingSuite().Decides_as_the_cases_say), Is.Not.Null);

    private static string? Failure(Action test)
    {
        using (new TestExecutionContext.IsolatedContext())
            return Assert.Catch<ResultStateException>(test.Invoke)?.Message;
    }

    private static async Task<string?> FailureAsync(Func<Task> test)
    {
        using (new TestExecutionContext.IsolatedContext())
            try
            {
                await test();
            }
            catch (ResultStateException failed)
            {
                return failed.Message;
            }
        return null;
    }

    internal sealed class Uncovered() : SequenceStepHandler<NoSettings>("x.y", "Uncovered")
    {
        protected override StepDecision Decide(StepContext context, NoSettings settings) => new StepDecision.Done();
    }

    internal sealed record NoSettings;

    internal sealed class Fickle() : ActivityType<NoDetails>("x.fickle", "Fickle")
    {
        private int count;

        protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept($"{count++}");
    }

    internal sealed record TextSettings([Crm.Plugins.Template] string Text);

    internal sealed class Swallowing() : SequenceStepHandler<TextSettings>("x.swallowing", "Swallowing")
    {
        private int count;

        protected override StepDecision Decide(StepContext context, TextSettings settings)
        {
            try
            {
                return new StepDecision.Done(new Effect.Notify($"{context.Render(settings.Text)} {count++}"));
            }
            catch (MissingValueException)
            {
                return new StepDecision.Done();
            }
        }
    }

    internal sealed class Stopping : IStopRule
    {
        public string Key => "x.stopping";

        public StopDecision Evaluate(StopContext context) => new StopDecision.Finish(FinishReason.Manual, "");
    }

    internal sealed class Backwards : ISchedule
    {
        public string Key => "x.backwards";

        public DateTimeOffset? NextSlot(DateTimeOffset from, string zone) => from.AddMinutes(-1);
    }

    internal sealed class Twice(List<CrmEvent> told) : IEventSubscriber
    {
        public string Key => "x.twice";

        public IReadOnlyList<string> EventTypes => ["deal.won", "deal.lost"];

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
        {
            told.Add(occurred);
            return Task.CompletedTask;
        }
    }

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class StoppingSuite : StopRuleConformance<Stopping>
    {
        protected override IEnumerable<StopCase> Cases => [new("always", RuleContexts.Live(), typeof(StopDecision.Finish))];
    }

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class BackwardsSuite : ScheduleConformance<Backwards>;

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class TwiceSuite : EventSubscriberConformance<Twice>
    {
        private readonly List<CrmEvent> told = [];

        protected override Twice Create() => new(told);

        protected override IEnumerable<CrmEvent> Events =>
            [
                new()
                {
                    Id = new CrmEventId(Guid.Empty),
                    Tenant = TenantId.From("conformance"),
                    Type = "deal.won",
                    OccurredAt = StepContexts.Now,
                    Payload = JsonElement.Parse("{}"),
                },
            ];

        protected override Task<string> StateAsync() => Task.FromResult($"{told.Count}");
    }

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    [TestFixture("deal.won", "{}")]
    internal sealed class InventingSuite(string type, string payload) : EventSubscriberConformance<Twice>
    {
        protected override string PluginId => "x";

        protected override IReadOnlyList<string> ForeignTypes => ["other.told"];

        protected override Twice Create() => new([]);

        protected override IEnumerable<CrmEvent> Events => [CrmEvents.OfPlugin(type, JsonElement.Parse(payload))];

        protected override Task<string> StateAsync() => Task.FromResult("");
    }

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class ForgetfulPlugin : PluginConformance<Uncovered>;

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class FickleSuite : ActivityTypeConformance<Fickle>
    {
        protected override IEnumerable<object> Accepted => ["{}"];
        protected override IEnumerable<object> Rejected => ["{}"];
    }

    [Explicit("Fails on purpose; run by the tests above."), Category("OnPurpose")]
    internal sealed class SwallowingSuite : StepHandlerConformance<Swallowing>
    {
        protected override IEnumerable<StepCase> Cases => [new("says", new TextSettings("x"), StepContexts.ForContact(), typeof(StepDecision.Skip))];
    }
}
