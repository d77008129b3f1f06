using System.Text.Json;
using Crm.Plugins;
using Crm.Sequences.Publishing;
using Crm.Sequences.Templates;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>Decides due steps: stop rules first, then the handler. In memory, no I/O; says what is wanted and touches no row. One per host; safe for all threads.</summary>
internal sealed class StepDecider(PluginGuard guard, LiquidTemplates templates, RecoveryEpoch recovery)
{
    private static readonly Dictionary<string, JsonElement> NoState = [];

    /// <summary>What is held since a restore.</summary>
    public RecoveryEpoch Recovery { get; } = recovery;

    /// <summary>Decides one enrollment.</summary>
    /// <param name="data">What it is decided from.</param>
    /// <param name="run">Whose code runs.</param>
    /// <param name="due">As it was claimed: Active, Pending with its start reached, or Paused with its date reached.</param>
    /// <param name="answer">What a slow handler answered, or its exception; null: it was not asked yet, and a fast handler decides now.</param>
    /// <returns><see cref="StepVerdict.Ready"/> where a slow handler is to be asked.</returns>
    public StepVerdict Decide(BatchData data, PluginRun run, Enrollment due, Func<StepDecision>? answer = null)
    {
        if (Recovery.Holds(due))
            return new StepVerdict.Blocked(
                due,
                "It was due before the database was restored from a backup, and may have been carried out since.",
                Obstacle.Recovery
            );
        if (due.State == EnrollmentState.Paused)
            return new StepVerdict.Woken(due);
        if (data.Executions.GetValueOrDefault(StepExecutionIds.Of(due)) is { State: StepExecutionState.Done } done)
            return new StepVerdict.DoneBefore(due, done);
        var prepared = Prepare(data, run, due);
        if (prepared is not StepVerdict.Ready { Step: var step })
            return prepared;
        if (answer is null && step.Handler.IsSlow)
            return prepared;
        try
        {
            return new StepVerdict.Decided(
                step,
                answer is null
                    ? run.Call(step.Handler.Key, step, step.Context, (asked, context) => asked.Handler.Fast!.Decide(context, asked.Settings))
                    : answer()
            );
        }
        catch (MissingValueException missing)
        {
            return new StepVerdict.Blocked(due, missing.Message, step.LackedBy(missing.Tag));
        }
        catch (TemplateException broken)
        {
            return new StepVerdict.Blocked(due, $"A text of step '{step.Step.Key}' cannot be rendered: {broken.Message}", step.Step.Key);
        }
        catch (JsonException exception)
        {
            guard.Catalog.ReportFailure(step.Handler.Key, exception, $"enrollment {due.Id}");
            return new StepVerdict.Blocked(
                due,
                $"The settings of step '{step.Step.Key}' do not fit the handler {step.Handler.Key}; publish the sequence again.",
                step.Step.Key
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            guard.Catalog.ReportFailure(step.Handler.Key, exception, $"enrollment {due.Id}");
            // The exception's own words may hold personal data; its type does not.
            return new StepVerdict.PutOff(due, $"The handler {step.Handler.Key} failed with {exception.GetType().Name}.");
        }
    }

    /// <summary>Whether what a handler threw says what its step lacks, and so blocks the step; anything else is the handler's own failure.</summary>
    public static bool Blocks(Exception thrown) => thrown is MissingValueException or TemplateException or JsonException;

    /// <summary>Looks at everything that comes before the handler.</summary>
    /// <returns><see cref="StepVerdict.Ready"/>, or what stands in the way.</returns>
    public StepVerdict Prepare(BatchData data, PluginRun run, Enrollment enrollment)
    {
        if (!data.Versions.TryGetValue(enrollment.Version, out var version) || version.IndexOf(enrollment.StepKey) is not (>= 0 and var index))
            return new StepVerdict.Blocked(enrollment, $"Its version of the sequence has no step '{enrollment.StepKey}'.", enrollment.StepKey);
        if (data.Live(enrollment.Record) is not { } record)
            return new StepVerdict.Stopped(enrollment, new StopVerdict.Finish(FinishReason.RecordDeleted, "The record is deleted.", "crm.record_gone"));
        if (data.SuppressionOf(enrollment) is { } suppression)
            return new StepVerdict.Stopped(enrollment, StopVerdict.Of(suppression));
        if (guard.HasStopRules && StopRules.Ask(guard, data, run, enrollment) is { } stop)
            return new StepVerdict.Stopped(enrollment, stop);
        // Who has left writes to nobody any more, and nobody else writes in that name.
        if (enrollment.Owner is { } owner && data.Members.TryGetValue(owner, out var member) && !member.IsActive)
            return new StepVerdict.Blocked(enrollment, $"Its owner, {member.Name}, has left; give the record another owner.", Obstacle.OfMember(owner));
        var step = version.Steps[index];
        if (!guard.Catalog.StepHandlers.TryGetValue(step.Type, out var handler))
            return new StepVerdict.Blocked(enrollment, $"No loaded plugin provides the step handler '{step.Type}'.", step.Type);
        if (guard.WhyNot(handler.Key) is { } quarantined)
            return new StepVerdict.Blocked(enrollment, quarantined, handler.Key);
        data.Texts.TryGetValue((version.Version, step.Key), out var text);
        var prepared = new PreparedStep(templates, data, enrollment, version, index)
        {
            Handler = handler,
            // The first revision is what was published.
            Settings = text is { TextRevision: > 1 } ? version.Revised(step, text) : step.Settings,
            TextRevision = text?.TextRevision,
            Record = record,
            Contact = data.Live(enrollment.Recipient),
        };
        prepared.Context = ContextOf(data, prepared);
        return new StepVerdict.Ready(prepared);
    }

    private StepContext ContextOf(BatchData data, PreparedStep step)
    {
        var (enrollment, record) = (step.Enrollment, data.Snapshot(step.Record)!);
        return new StepContext
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            StepKey = step.Step.Key,
            Pass = enrollment.Pass,
            Attempt = enrollment.Attempt,
            Execution = step.Execution,
            Record = record,
            Contact = data.Snapshot(step.Contact),
            Company = data.Snapshot(data.CompanyOf(step.Contact) ?? data.CompanyOf(step.Record)),
            Deal = step.Record is Deal ? record : null,
            State = StateOf(data, enrollment, step.Handler),
            Due = enrollment.DueAt ?? data.Now,
            Now = data.Now,
            Zone = enrollment.DueZone ?? EnrollmentZone.Of(data, step.Version, enrollment).Id,
            Renderer = step.Render,
        };
    }

    private Dictionary<string, JsonElement> StateOf(BatchData data, Enrollment enrollment, StepHandler handler)
    {
        if (!data.Values.TryGetValue(enrollment.Id, out var values))
            return NoState;
        var plugin = guard.PluginOf(handler.Key);
        var state = new Dictionary<string, JsonElement>();
        foreach (var value in values)
        {
            if (value.Plugin == plugin)
                state[value.Key] = JsonElement.Parse(value.Value);
        }
        return state;
    }
}
