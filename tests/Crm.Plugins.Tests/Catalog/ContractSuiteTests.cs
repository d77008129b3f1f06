using System.Text.Json;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Catalog;

/// <summary>The suites of contracts that no plugin of ours stands behind yet, each over a class of the kind that a partner writes.</summary>
internal static class ContractExamples
{
    public const string Plugin = "x";

    internal sealed record LookupSettings(string Source);

    /// <summary>Asks the outside, which here is a dictionary.</summary>
    internal sealed class Lookup(IReadOnlyDictionary<string, string> outside) : SlowSequenceStepHandler<LookupSettings>("x.lookup", "Look up")
    {
        protected override ValueTask<StepDecision> DecideAsync(StepContext context, LookupSettings settings, CancellationToken cancellationToken) =>
            ValueTask.FromResult<StepDecision>(
                outside.TryGetValue(settings.Source, out var found)
                    ? new StepDecision.Done(new Effect.Notify(found))
                    : new StepDecision.Skip("Nothing was found.")
            );
    }

    internal sealed class HasPhone : IEligibilityRule
    {
        public string Key => "x.has_phone";

        public string? WhyNot(EligibilityContext context) => context.Record.Field("phone") is null ? "The record has no phone number." : null;
    }

    /// <summary>Whole hours of UTC, from eight to twelve.</summary>
    internal sealed class Mornings : ISchedule
    {
        public string Key => "x.mornings";

        public DateTimeOffset? NextSlot(DateTimeOffset from, string zone)
        {
            var hour = new DateTimeOffset(from.UtcDateTime.Date.AddHours(from.UtcDateTime.Hour), TimeSpan.Zero);
            for (var slot = hour < from ? hour.AddHours(1) : hour; ; slot = slot.AddHours(1))
                if (slot.Hour is >= 8 and < 12)
                    return slot;
        }
    }

    internal sealed class Counter(HashSet<CrmEventId> seen) : IEventSubscriber
    {
        public string Key => "x.counter";

        public IReadOnlyList<string> EventTypes => ["deal.moved", "activity.*"];

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
        {
            seen.Add(occurred.Id);
            return Task.CompletedTask;
        }
    }

    internal sealed class Letters : IMailboxReader
    {
        public string Channel => "letter";

        public async IAsyncEnumerable<InboundMessage> ReadAsync(
            string mailbox,
            string? position,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.CompletedTask;
            for (var number = position is null ? 1 : int.Parse(position, null) + 1; number <= 3; number++)
                yield return new InboundMessage
                {
                    Position = $"{number}",
                    From = "bob@recipient.test",
                    Subject = "Hello",
                    Text = "Hello",
                    ReceivedAt = StepContexts.Now.AddHours(number),
                };
        }
    }
}

internal sealed class LookupTests : SlowStepHandlerConformance<ContractExamples.Lookup>
{
    protected override string PluginId => ContractExamples.Plugin;

    protected override ContractExamples.Lookup Create() => new(new Dictionary<string, string> { ["register"] = "Berg GmbH" });

    protected override IEnumerable<StepCase> Cases =>
        [
            new("found", new ContractExamples.LookupSettings("register"), StepContexts.ForContact(), typeof(StepDecision.Done)),
            new("not found", new ContractExamples.LookupSettings("elsewhere"), StepContexts.ForContact(), typeof(StepDecision.Skip)),
        ];
}

internal sealed class HasPhoneTests : EligibilityRuleConformance<ContractExamples.HasPhone>
{
    protected override string PluginId => ContractExamples.Plugin;

    protected override IEnumerable<EligibilityCase> Cases =>
        [new("with a phone", RuleContexts.Candidate(("phone", "+4930123456")), IsEligible: true), new("without", RuleContexts.Candidate(), IsEligible: false)];
}

internal sealed class MorningsTests : ScheduleConformance<ContractExamples.Mornings>
{
    protected override string PluginId => ContractExamples.Plugin;
}

internal sealed class CounterTests : EventSubscriberConformance<ContractExamples.Counter>
{
    private readonly HashSet<CrmEventId> seen = [];

    protected override string PluginId => ContractExamples.Plugin;

    protected override ContractExamples.Counter Create() => new(seen);

    protected override IEnumerable<CrmEvent> Events => [CrmEvents.DealWon(), CrmEvents.ActivityLogged()];

    protected override Task<string> StateAsync() => Task.FromResult($"{seen.Count}");
}

internal sealed class LettersTests : MailboxReaderConformance<ContractExamples.Letters>
{
    protected override ContractExamples.Letters Create() => new();
}
