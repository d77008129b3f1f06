using Crm.Messages;
using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>Asks suppression and stop rules. In memory, no I/O.</summary>
internal static class StopRules
{
    /// <summary>What they say to an enrollment; a record that is gone is the caller's to find.</summary>
    /// <param name="guard">The rules, and which of them are out of use.</param>
    /// <param name="data">Records and suppressions.</param>
    /// <param name="run">Whose code runs.</param>
    /// <param name="enrollment">The enrollment.</param>
    public static StopVerdict Ask(PluginGuard guard, BatchData data, PluginRun run, Enrollment enrollment)
    {
        if (data.Live(enrollment.Record) is not { } record)
            return new StopVerdict.Continue();
        if (data.SuppressionOf(enrollment) is { } suppression)
        {
            var reason = suppression.Reason == SuppressionReason.Bounced ? FinishReason.Bounced : FinishReason.OptedOut;
            return new StopVerdict.Finish(reason, $"The recipient's address is suppressed ({suppression.Reason}).", "crm.suppressed");
        }
        if (guard.Catalog.StopRules.Count == 0)
            return new StopVerdict.Continue();
        var context = new StopContext
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            Record = data.Snapshot(record)!,
            Contact = data.Snapshot(data.Live(enrollment.Recipient)),
            Now = data.Now,
        };
        foreach (var rule in guard.Catalog.StopRules)
        {
            if (guard.WhyNot(rule.Key) is { } quarantined)
                return new StopVerdict.Block(quarantined, rule.Key);
            run.Begin(rule.Key);
            try
            {
                switch (rule.Evaluate(context))
                {
                    case StopDecision.Finish finish:
                        return new StopVerdict.Finish(finish.Reason, finish.Why, rule.Key);
                    case StopDecision.Pause pause:
                        return new StopVerdict.Pause(pause.Until, pause.Why, rule.Key);
                    default:
                        break;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A rule that cannot answer must not be taken for 'continue': mail might go out that should not.
                return new StopVerdict.Fail($"The stop rule {rule.Key} failed with {exception.GetType().Name}.");
            }
            finally
            {
                run.End();
            }
        }
        return new StopVerdict.Continue();
    }
}
