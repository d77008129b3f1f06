using Crm.Activities;
using Crm.Activities.Types;
using Crm.Plugins;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Core;

internal sealed class CoreTypesTests
{
    [Test]
    public void Every_type_of_the_engine_is_listed() =>
        Assert.That(
            CoreParts.All.Select(part => part.GetType()),
            Is.EquivalentTo(
                typeof(CoreParts).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && PluginContracts.Of(type).Count > 0)
            )
        );

    [Test]
    public void Every_type_of_the_engine_has_its_suite() =>
        Assert.That(
            typeof(CoreTypesTests).Assembly.GetTypes().Select(type => type.BaseType).OfType<Type>().SelectMany(suite => suite.GenericTypeArguments),
            Is.SupersetOf(CoreParts.All.Select(part => part.GetType()))
        );
}

internal sealed class CallActivityTests : ActivityTypeConformance<CallActivity>
{
    protected override IEnumerable<object> Accepted => ["{}"];
    protected override IEnumerable<object> Rejected => ["[]", "null", """{ "duration": 3 }"""];

    [TestCase("connected", OutcomeMeaning.Reached)]
    [TestCase("left_voicemail", OutcomeMeaning.NotReached)]
    [TestCase("no_answer", OutcomeMeaning.NotReached)]
    [TestCase("busy", OutcomeMeaning.NotReached)]
    public void Starts_with_the_outcomes_that_callers_know(string key, OutcomeMeaning meaning) =>
        Assert.That(new CallActivity().Descriptor.Outcomes.Single(outcome => outcome.Key == key).Meaning, Is.EqualTo(meaning));

    [Test]
    public void Has_no_schema_without_details() => Assert.That(new CallActivity().Descriptor.DetailsSchema, Is.Null);
}

internal sealed class TaskActivityTests : ActivityTypeConformance<TaskActivity>
{
    protected override IEnumerable<object> Accepted => ["{}", new TaskDetails(TaskKind.Call, TaskPriority.High), """{ "kind": "email" }"""];
    protected override IEnumerable<object> Rejected => ["""{ "kind": "dance" }""", """{ "kind": 1 }""", """{ "priority": null }"""];

    [Test]
    public void Shows_what_is_out_of_the_ordinary()
    {
        IActivityType type = new TaskActivity();
        Assert.That(type.Describe(Json.Of("""{ "kind": "call", "priority": "high" }""")).Badges, Is.EqualTo(["Call", "High"]));
        Assert.That(type.Describe(Json.Of("{}")).Badges, Is.Empty);
    }
}

internal sealed class EmailActivityTests : ActivityTypeConformance<EmailActivity>
{
    protected override IEnumerable<object> Accepted =>
        [
            "{}",
            new EmailDetails
            {
                From = "anna@sender.test",
                To = ["bob@recipient.test", "münchen@recipient.test"],
                Cc = ["cara@recipient.test"],
                WireId = "1@sender.test",
                ThreadId = "0@sender.test",
            },
        ];

    protected override IEnumerable<object> Rejected =>
        [
            new EmailDetails { To = ["nobody"] },
            new EmailDetails { From = "a@b.test, c@d.test" },
            new EmailDetails { Cc = ["a@b.test\r\nBcc: c@d.test"] },
            """{ "to": "bob@recipient.test" }""",
            """{ "to": null }""",
        ];

    [Test]
    public void Summary_names_the_recipients() =>
        Assert.That(
            ((IActivityType)new EmailActivity()).Describe(Json.Of("""{ "to": ["a@b.test", "c@d.test"] }""")).Summary,
            Is.EqualTo("To a@b.test, c@d.test")
        );
}

internal sealed class EmailDraftActivityTests : ActivityTypeConformance<EmailDraftActivity>
{
    protected override IEnumerable<object> Accepted => ["{}", new EmailDraftDetails { To = ["bob@recipient.test"], Html = "<p>Hello</p>" }];
    protected override IEnumerable<object> Rejected => [new EmailDraftDetails { To = ["@"] }];
}
