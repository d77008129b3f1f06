using System.Text.Json;
using Crm.Sequences.Steps;

namespace Crm.Sequences.Enrolling;

/// <summary>
/// What eligibility rules of plugins answer for a portion of records: asked before the transaction, where nobody waits for its locks. Rules are pure, so an answer holds as long as what was asked about is the same;
/// for a record that has changed meanwhile its rule is asked again.
/// </summary>
internal sealed class RuleAnswers(PluginGuard guard)
{
    private readonly Dictionary<(string Rule, string Asked), string?> answers = [];
    private readonly PluginRun run = new();

    /// <summary>Asks all rules.</summary>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time.</exception>
    public Task AskAsync(IReadOnlyList<EligibilityContext> questions) =>
        guard.RunAsync(
            run,
            questions,
            asked =>
            {
                foreach (var rule in guard.Catalog.EligibilityRules.Where(rule => guard.WhyNot(rule.Key) is null))
                    _ = Of(rule, asked);
            }
        );

    /// <summary>Decides records with these answers: on a thread of its own, since a rule may be asked again.</summary>
    public Task DecideAsync(IReadOnlyList<RecordRef> records, Action<RecordRef> decide) => guard.RunAsync(run, records, decide);

    /// <summary>What a rule answers; a rule that cannot answer must not be taken for yes.</summary>
    public string? Of(IEligibilityRule rule, EligibilityContext asked)
    {
        var about = (rule.Key, JsonSerializer.Serialize(asked with { Now = default }));
        if (!answers.TryGetValue(about, out var answer))
            answers[about] = answer = Ask(rule, asked);
        return answer;
    }

    private string? Ask(IEligibilityRule rule, EligibilityContext asked)
    {
        try
        {
            return run.Call(rule.Key, rule, asked, (one, about) => one.WhyNot(about));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            guard.Catalog.ReportFailure(rule.Key, exception, $"record {asked.Record.Ref}");
            return $"The rule failed with {exception.GetType().Name}.";
        }
    }
}
