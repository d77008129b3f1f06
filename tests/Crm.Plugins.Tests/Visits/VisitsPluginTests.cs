using Crm.Events;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;
using NUnit.Framework;

namespace Acme.Visits.Tests;

[TestFixture]
public sealed class VisitsPlugin : PluginConformance<SiteVisit>;

public sealed class SiteVisitTests : ActivityTypeConformance<SiteVisit>
{
    protected override IEnumerable<object> Accepted => [new VisitDetails("Hall 3")];
}

public sealed class VisitLetterTests : StepHandlerConformance<VisitLetter>
{
    protected override IEnumerable<StepCase> Cases =>
        [
            new(
                "drafts the letter",
                new LetterSettings("Our visit", "Dear {{ contact.first_name }}"),
                StepContexts.ForContact(("first_name", "Anna")),
                typeof(StepDecision.Wait)
            )
            {
                Verify = decision => Assert.That(((StepDecision.Wait)decision).Effect, Is.EqualTo(new Effect.CreateDraft("email", "Our visit", "Dear Anna"))),
            },
        ];
}

public sealed class QuietPleaseTests : StopRuleConformance<QuietPlease>
{
    protected override IEnumerable<StopCase> Cases =>
        [
            new("wants none", RuleContexts.Live(("no_visits", true)), typeof(StopDecision.Finish)),
            new("does not mind", RuleContexts.Live(("no_visits", false)), typeof(StopDecision.Continue)),
            new("was not asked", RuleContexts.Live(), typeof(StopDecision.Continue)),
        ];
}

public sealed class VisitReporterTests : EventSubscriberConformance<VisitReporter>
{
    private readonly Board board = new();

    protected override VisitReporter Create() => new(board);

    protected override IEnumerable<CrmEvent> Events => [CrmEvents.ActivityLogged(SiteVisit.Key, "inspected"), CrmEvents.ActivityLogged("crm.call")];

    protected override Task<string> StateAsync() => Task.FromResult(string.Join('\n', board.Lines.Values));

    private sealed class Board : IVisitBoard
    {
        public SortedDictionary<Guid, string> Lines { get; } = [];

        public Task AddAsync(CrmEventId id, string text, CancellationToken cancellationToken)
        {
            Lines[id.Value] = text;
            return Task.CompletedTask;
        }
    }
}
