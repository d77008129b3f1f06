using System.Diagnostics;
using System.Text.Json;
using Crm.Messages;
using Crm.Plugins;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Engine;

/// <summary>Decides the due step of each enrollment of a batch: stop rules first, then the handler, then its effects as rows. In memory, no I/O. Used by one thread, once.</summary>
internal sealed class StepDecider(StepEngine engine, EnrollmentMaterial material, StepOutcomes outcomes)
{
    private static readonly Dictionary<string, JsonElement> NoState = [];

    private volatile string? deciding;
    private long since;

    /// <summary>Key of the handler or rule whose code runs just now, and how long already; null where it is the engine's own. For another thread.</summary>
    public (string? Key, TimeSpan Time) Running => (deciding, Stopwatch.GetElapsedTime(Volatile.Read(ref since)));

    /// <summary>Decides one enrollment.</summary>
    /// <param name="due">As it was claimed: Active, Pending with its start reached, or Paused with its date reached.</param>
    /// <param name="answer">What a slow handler answered, or its exception; null: a fast handler decides now.</param>
    public void Decide(Enrollment due, Func<StepDecision>? answer = null)
    {
        outcomes.Decided++;
        // The first step's due time was planned when it was enrolled: starting and deciding are one move to the store.
        var enrollment = due.State == EnrollmentState.Pending ? due with { State = EnrollmentLifecycle.Next(due.State, EnrollmentTrigger.Start) } : due;
        var effects = new StepEffects(engine, material, outcomes, enrollment);
        if (enrollment.State == EnrollmentState.Paused)
        {
            effects.Resume();
            return;
        }
        if (Prepare(enrollment, effects) is not { } prepared)
            return;
        StepDecision decision;
        try
        {
            decision = answer is null ? Ask(prepared) : answer();
        }
        catch (MissingValueException missing)
        {
            effects.Block(missing.Message, missing.Tag);
            return;
        }
        catch (TemplateException broken)
        {
            effects.Block($"A text of step '{prepared.Step.Key}' cannot be rendered: {broken.Message}", prepared.Step.Key);
            return;
        }
        catch (JsonException)
        {
            effects.Block(
                $"The settings of step '{prepared.Step.Key}' do not fit the handler {prepared.Handler.Key}; publish the sequence again.",
                prepared.Step.Key
            );
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The exception's own words may hold personal data; its type does not.
            effects.PutOff($"The handler {prepared.Handler.Key} failed with {exception.GetType().Name}.");
            return;
        }
        effects.Apply(prepared, decision);
    }

    /// <summary>Looks at everything that comes before the handler; where something stops it, writes that and returns null.</summary>
    public PreparedStep? Prepare(Enrollment enrollment, StepEffects effects)
    {
        if (!material.Versions.TryGetValue(enrollment.Version, out var version) || version.IndexOf(enrollment.StepKey) is not (>= 0 and var index))
        {
            effects.Block($"Its version of the sequence has no step '{enrollment.StepKey}'.", enrollment.StepKey);
            return null;
        }
        if (material.Live(enrollment.Record) is not { } record)
        {
            effects.Stop(FinishReason.RecordDeleted, "The record is deleted.", "crm.record_gone");
            return null;
        }
        var contact = material.Live(enrollment.Recipient);
        var (recordSnapshot, contactSnapshot) = (material.Snapshot(record)!, material.Snapshot(contact));
        if (StopsBefore(enrollment, recordSnapshot, contactSnapshot, effects))
            return null;
        var step = version.Steps[index];
        if (!engine.Catalog.StepHandlers.TryGetValue(step.Type, out var handler))
        {
            effects.Block($"No plugin that is loaded brings the step handler '{step.Type}'.", step.Type);
            return null;
        }
        if (engine.WhyQuarantined(handler.Key) is { } quarantined)
        {
            effects.Block(quarantined, handler.Key);
            return null;
        }
        material.Texts.TryGetValue((version.Version, step.Key), out var text);
        var company = material.CompanyOf(contact) ?? material.CompanyOf(record);
        var prepared = new PreparedStep(engine, material, enrollment, version, index)
        {
            Handler = handler,
            Settings = engine.Versions.SettingsOf(version, step, text),
            Record = record,
            Contact = contact,
        };
        prepared.Context = new StepContext
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            StepKey = step.Key,
            Pass = enrollment.Pass,
            Attempt = enrollment.Attempt,
            Execution = prepared.Execution,
            Record = recordSnapshot,
            Contact = contactSnapshot,
            Company = material.Snapshot(company),
            Deal = record is Deal ? recordSnapshot : null,
            State = StateOf(enrollment, handler),
            Due = enrollment.DueAt ?? material.Now,
            Now = material.Now,
            Zone = enrollment.DueZone ?? EnrollmentZone.Of(material, version, enrollment).Id,
            Renderer = prepared.Render,
        };
        return prepared;
    }

    /// <summary>Writes a step that was deferred until what enrolling takes was read.</summary>
    public static void Finish((StepEffects Effects, PreparedStep Step, StepDecision Decision) deferred)
    {
        try
        {
            deferred.Effects.Apply(deferred.Step, deferred.Decision);
        }
        catch (StepEnrolling.RuleFailedException failed)
        {
            deferred.Effects.PutOff(failed.Message);
        }
    }

    private StepDecision Ask(PreparedStep prepared) =>
        Watched(prepared.Handler.Key, () => prepared.Handler.Fast!.Decide(prepared.Context, prepared.Settings.Settings));

    /// <summary>Runs a plugin's code; the watchdog sees whose it is.</summary>
    public T Watched<T>(string key, Func<T> code)
    {
        Begin(key);
        try
        {
            return code();
        }
        finally
        {
            deciding = null;
        }
    }

    private void Begin(string key)
    {
        Volatile.Write(ref since, Stopwatch.GetTimestamp());
        deciding = key;
    }

    /// <summary>Asks suppression and stop rules, and nothing else; where one answers, writes that and returns true. A record that is gone is the caller's to find.</summary>
    public bool Stops(Enrollment enrollment, StepEffects effects) =>
        material.Live(enrollment.Record) is { } record
        && StopsBefore(enrollment, material.Snapshot(record)!, material.Snapshot(material.Live(enrollment.Recipient)), effects);

    private bool StopsBefore(Enrollment enrollment, RecordSnapshot record, RecordSnapshot? contact, StepEffects effects)
    {
        var suppression = enrollment.AddressHash is { } hash && material.Suppressions.TryGetValue((enrollment.Tenant, hash), out var found) ? found : null;
        if (suppression is not null)
        {
            var reason = suppression.Reason == SuppressionReason.Bounced ? FinishReason.Bounced : FinishReason.OptedOut;
            effects.Stop(reason, $"The recipient's address is suppressed ({suppression.Reason}).", "crm.suppressed");
            return true;
        }
        if (engine.Catalog.StopRules.Count == 0)
            return false;
        var context = new StopContext
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            Record = record,
            Contact = contact,
            Now = material.Now,
        };
        foreach (var rule in engine.Catalog.StopRules)
        {
            if (engine.WhyQuarantined(rule.Key) is { } quarantined)
            {
                effects.Block(quarantined, rule.Key);
                return true;
            }
            Begin(rule.Key);
            try
            {
                switch (rule.Look(context))
                {
                    case StopAnswer.FinishAnswer finish:
                        effects.Stop(finish.Reason, finish.Why, rule.Key);
                        return true;
                    case StopAnswer.PauseAnswer pause:
                        effects.HoldUntil(pause.Until, pause.Why, rule.Key);
                        return true;
                    default:
                        break;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A rule that cannot answer must not be taken for 'go on': mail might go out that should not.
                effects.PutOff($"The stop rule {rule.Key} failed with {exception.GetType().Name}.");
                return true;
            }
            finally
            {
                deciding = null;
            }
        }
        return false;
    }

    private Dictionary<string, JsonElement> StateOf(Enrollment enrollment, StepHandler handler)
    {
        if (!material.Values.TryGetValue(enrollment.Id, out var values))
            return NoState;
        var (state, plugin) = (new Dictionary<string, JsonElement>(), engine.PluginOf(handler.Key));
        foreach (var value in values)
        {
            if (value.Plugin == plugin)
                state[value.Key] = JsonElement.Parse(value.Value);
        }
        return state;
    }
}
