using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>Asks the stop rules that plugins bring. In memory, no I/O. One that cannot be evaluated, since its plugin is not loaded, holds the enrollment.</summary>
internal static class StopRules
{
    /// <summary>What they say to an enrollment; null where none stops it.</summary>
    /// <param name="guard">The rules, and which of them are out of use.</param>
    /// <param name="data">Records and suppressions.</param>
    /// <param name="run">Whose code runs.</param>
    /// <param name="enrollment">An enrollment whose record is there.</param>
    public static StopVerdict? Ask(PluginGuard guard, BatchData data, PluginRun run, Enrollment enrollment)
    {
        var context = new StopContext
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            Record = data.Snapshot(data.Live(enrollment.Record))!,
            Contact = data.Snapshot(data.Live(enrollment.Recipient)),
            Now = data.Now,
        };
        foreach (var rule in guard.Catalog.StopRules)
        {
            if (guard.WhyNot(rule.Key) is { } quarantined)
                return new StopVerdict.Block(quarantined, rule.Key);
            try
            {
                switch (run.Call(rule.Key, rule, context, (asked, about) => asked.Evaluate(about)))
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
                guard.Catalog.ReportFailure(rule.Key, exception, $"enrollment {enrollment.Id}");
                // A rule that cannot answer must not be taken for 'continue': mail might go out that should not.
                return new StopVerdict.Fail($"The stop rule {rule.Key} failed with {exception.GetType().Name}.");
            }
        }
        return guard.Memory.StopRules.FirstOrDefault() is { } lacking
            ? new StopVerdict.Block(guard.Memory.WhyNot(lacking), Obstacle.OfRule(lacking.Key))
            : null;
    }
}
