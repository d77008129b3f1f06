using System.Text.Json;
using Crm.Activities;
using Crm.Activities.Types;
using Crm.Events;
using Crm.Ledger;
using Crm.Plugins;
using Crm.Records.Editing;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>Carries out the effects that one step wants, one after the other; <see cref="TakeBack"/> undoes them all.</summary>
internal sealed class StepEffects(PluginGuard guard, BatchData data, GatheredData gathered, PluginRun run, BatchResult result)
{
    private List<Enrollment>? enrolled;
    private CrmRecord? changed;

    /// <summary>The message or draft's task that it made, or null.</summary>
    public MessageId? Message { get; private set; }

    /// <summary>The task, draft that it made, or null.</summary>
    public ActivityId? Activity { get; private set; }

    /// <summary>Whether it made a message or a draft of one.</summary>
    public bool IsLetter { get; private set; }

    /// <summary>What did not happen and why, in words; null where everything did.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether the enrollment finishes with this step.</summary>
    public required bool EndsEnrollment { get; init; }

    /// <summary>Carries out an effect; or says what stands in the way.</summary>
    /// <exception cref="RuleFailedException">An eligibility rule failed.</exception>
    public Obstacle? WhyNotCarried(PreparedStep step, Effect effect)
    {
        switch (effect)
        {
            case Effect.QueueMessage or Effect.CreateDraft when IsLetter:
                return Of(step, "The handler returned more than one message; a step can send only one.");
            case Effect.QueueMessage message:
                return Queue(step, message);
            case Effect.CreateDraft draft:
                return Draft(step, draft);
            case Effect.CreateTask task:
                Activity = StepActivities.Task(result.Changes, step, task, OwnerNow(step)).Id;
                return null;
            case Effect.LogActivity log:
                return Of(step, Log(step, log));
            case Effect.MoveDeal or Effect.ChangeField:
                return Of(step, Change(step, effect));
            case Effect.Enroll enroll:
                return OfEligibilityRule() ?? Of(step, Enroll(step, enroll.SequenceKey));
            case Effect.SetState state:
                Keep(step, state);
                return null;
            case Effect.Notify notify:
                EnrollmentEvents.Publish(
                    Frame(step),
                    step.Enrollment,
                    "member.notified",
                    new EventPayload.OfNotice(step.Enrollment.Id, step.Enrollment.Owner, notify.Text)
                );
                return null;
            case Effect.PublishEvent published when guard.PluginOf(step.Handler.Key) is var plugin && !PluginKey.IsOf(plugin, published.Type):
                return Of(step, $"The handler publishes '{published.Type}', which is not an event of its plugin: those are {plugin}.{{name}}.");
            case Effect.PublishEvent published:
                EnrollmentEvents.PublishJson(Frame(step), step.Enrollment, published.Type, published.Payload.GetRawText());
                return null;
            default:
                // Never dropped in silence: the person sees which step cannot be carried out here.
                return Of(step, $"This version of the engine does not carry out {effect.GetType().Name}.");
        }
    }

    private static Obstacle? Of(PreparedStep step, string? why) => why is null ? null : new Obstacle(why, step.Step.Key);

    /// <summary>A rule that is quarantined, or whose plugin is not loaded, cannot say who may be enrolled.</summary>
    private Obstacle? OfEligibilityRule()
    {
        foreach (var rule in guard.Catalog.EligibilityRules)
            if (guard.WhyNot(rule.Key) is { } quarantined)
                return new Obstacle(quarantined, Obstacle.OfRule(rule.Key));
        return guard.Memory.EligibilityRules.FirstOrDefault() is { } lacking ? new Obstacle(guard.Memory.WhyNot(lacking), Obstacle.OfRule(lacking.Key)) : null;
    }

    /// <summary>Whoever the step gave the record to has the enrollment too, where the former owner had it.</summary>
    public MemberId? OwnerOf(PreparedStep step)
    {
        if (NewOwner(step) is { } owner)
            result.NewOwners.Add((step.Record, owner));
        return OwnerNow(step);
    }

    private MemberId? OwnerNow(PreparedStep step) => NewOwner(step) is { } owner && step.Enrollment.Owner == step.Record.Owner ? owner : step.Enrollment.Owner;

    private MemberId? NewOwner(PreparedStep step) =>
        changed is not null && data.Known.Find(step.Record.Id)?.Owner is { } owner && owner != step.Record.Owner ? owner : null;

    /// <summary>Undoes what the step wanted: its rows, and what other steps of the batch would see of it.</summary>
    public void TakeBack(PreparedStep step)
    {
        result.Return();
        if (changed is not null)
            data.Known.Add(changed);
        foreach (var enrollment in enrolled ?? [])
            gathered.Enrolling!.Data.Remove(enrollment);
    }

    private Obstacle? Queue(PreparedStep step, Effect.QueueMessage wanted)
    {
        IsLetter = true;
        wanted = wanted with { Subject = StepMessages.SubjectOf(step, wanted.Channel, wanted.Subject, wanted.StartsThread) };
        if (StepMessages.Make(step, wanted, out var obstacle) is not { } message)
            return obstacle;
        MessageLedger.Queue(Frame(step), message);
        Message = message.Id;
        return null;
    }

    private Obstacle? Draft(PreparedStep step, Effect.CreateDraft draft)
    {
        IsLetter = true;
        if (StepMessages.WhyNot(step, draft.Channel, out _) is { } obstacle)
            return obstacle;
        draft = draft with { Subject = StepMessages.SubjectOf(step, draft.Channel, draft.Subject, draft.StartsThread) };
        Activity = StepActivities
            .Draft(result.Changes, step, draft, new EmailDraftDetails { To = [step.Contact!.Email!], Html = draft.Html }, OwnerNow(step))
            .Id;
        return null;
    }

    private string? Log(PreparedStep step, Effect.LogActivity log)
    {
        var enrollment = step.Enrollment;
        var content = new ActivityContent
        {
            Subject = log.Subject,
            Body = log.Body,
            Outcome = log.Outcome,
            Details = log.Details,
        };
        var wanted = new NewActivity(log.TypeKey, content, [step.Record.Id])
        {
            Tenant = enrollment.Tenant,
            Id = new ActivityId(OrderedId.At(data.Now)),
            Author = Enrollments.Runner,
            Now = data.Now,
            Enrollment = enrollment.Id,
            Execution = step.Execution,
        };
        try
        {
            ActivityDecisions.Log(result.Changes, gathered.ActivityRules[enrollment.Tenant], wanted, data.Links);
            return null;
        }
        catch (CrmException wrong)
        {
            return $"The activity that the handler logs was refused: {wrong.Message}";
        }
    }

    /// <summary>A change of the enrolled record is audited and published like a person's.</summary>
    private string? Change(PreparedStep step, Effect effect)
    {
        if (effect is Effect.MoveDeal && step.Record is not Deal)
            return "Only a deal can be moved to a stage.";
        var record = data.Known.Find(step.Record.Id) ?? step.Record;
        changed ??= record;
        try
        {
            var decisions = new RecordDecisions(gathered.RecordRules[step.Enrollment.Tenant], data.Known, Frame(step).Because($"execution:{step.Execution}"));
            if (effect is Effect.MoveDeal move)
                decisions.Move((Deal)record, move.StageKey);
            else if (effect is Effect.ChangeField change)
                decisions.Change(record, new RecordInput { Fields = new Dictionary<string, FieldValue?> { [change.Field] = ValueOf(change.Value) } });
            return null;
        }
        catch (CrmException wrong)
        {
            return $"The change that the handler makes was refused: {wrong.Message}";
        }
    }

    private string? Enroll(PreparedStep step, string key)
    {
        var (enrollment, enrolling) = (step.Enrollment, gathered.Enrolling!);
        if (!enrolling.Sequences.TryGetValue((enrollment.Tenant, key), out var target))
            return $"There is no sequence '{key}' to enroll in.";
        if (EnrollmentPolicy.Closed(target.Sequence) is { } closed)
            return Refused([closed]);
        var policy = new EnrollmentPolicy(Frame(step), guard, enrolling.Data, target.Sequence, target.Version!)
        {
            // What a batch leads to belongs to it.
            Batch = enrollment.Batch ?? enrollment.Id.Value,
            OtherwiseOwner = enrollment.Owner,
            Leaving = EndsEnrollment ? enrollment.Id : null,
            Ask = Ask,
            Enrolled = made => (enrolled ??= []).Add(made),
        };
        return Refused(policy.Enroll(step.Record.Ref).Reasons);

        string? Refused(IReadOnlyList<EnrollReason> reasons)
        {
            if (reasons.Count == 0)
                return null;
            var refused = $"Not enrolled in '{key}': {string.Join(" ", reasons.Select(reason => $"{reason.Code}: {reason.Why}"))}";
            Note = Note is null ? refused : $"{Note} {refused}";
            return null;
        }
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
            throw new RuleFailedException($"The eligibility rule {rule.Key} failed with {exception.GetType().Name}.");
        }
    }

    private void Keep(PreparedStep step, Effect.SetState state)
    {
        result.Changes.Upsert(
            new EnrollmentValue
            {
                Tenant = step.Enrollment.Tenant,
                Enrollment = step.Enrollment.Id,
                Plugin = guard.PluginOf(step.Handler.Key),
                Key = state.Key,
                Value = state.Value.GetRawText(),
            }
        );
    }

    private Work Frame(PreparedStep step) => Enrollments.FrameOf(result.WorkOf(step.Enrollment.Tenant), step.Enrollment);

    private static FieldValue? ValueOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value.GetRawText() : FieldValue.Of(value);

    /// <summary>A rule that cannot answer must not be taken for yes: the step is put off.</summary>
    internal sealed class RuleFailedException(string message) : Exception(message);
}
