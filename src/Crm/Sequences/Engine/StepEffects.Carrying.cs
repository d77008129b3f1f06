using Crm.Activities;
using Crm.Activities.Types;
using Crm.Ledger;
using Crm.Messages;
using Crm.Plugins;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Engine;

/// <content>What each effect makes, or why it cannot be made.</content>
internal sealed partial class StepEffects
{
    private static bool EndsEnrollment(PreparedStep step, IReadOnlyList<Effect> effects, bool waitsForTask) =>
        step.Version.IndexOf(step.Step.Key) == step.Version.Steps.Count - 1
        && !effects.Any(effect => effect is Effect.QueueMessageEffect or Effect.CreateDraftEffect || (waitsForTask && effect is Effect.CreateTaskEffect));

    /// <summary>Whoever a step gave the record to has the enrollment too, where the former owner had it.</summary>
    private MemberId? OwnerAfter(PreparedStep step, Made made)
    {
        var changed = made.Logged?.Updated<CrmRecord>().LastOrDefault(record => record.Id == step.Record.Id);
        if (changed?.Owner is not { } owner || owner == step.Record.Owner)
            return enrollment.Owner;
        outcomes.NewOwners.Add((step.Record, owner));
        return enrollment.Owner == step.Record.Owner ? owner : enrollment.Owner;
    }

    private string? WhyNot(PreparedStep step, Effect effect, Made made)
    {
        switch (effect)
        {
            case Effect.QueueMessageEffect or Effect.CreateDraftEffect when made.HasLetter:
                return "The handler wants more than one message in a step; one step sends one message.";
            case Effect.QueueMessageEffect message:
                made.HasLetter = true;
                made.Row = StepMessages.Make(material, step, message, out var whyNoMessage);
                return whyNoMessage;
            case Effect.CreateDraftEffect draft:
                made.HasLetter = true;
                return StepMessages.WhyNot(material, enrollment, step.Contact, draft.Channel, out _);
            case Effect.LogActivityEffect log:
                return WhyNotLogged(step, log, made.Logged ??= new ChangeSet());
            case Effect.MoveDealEffect or Effect.ChangeFieldEffect:
                return RecordEffects.WhyNot(engine, material, step, effect, made.Logged ??= new ChangeSet());
            case Effect.EnrollEffect enroll:
                var why = material.Enrolling!.WhyNot(step, enroll.SequenceKey, made.EndsEnrollment, made.Logged ??= new ChangeSet(), out var refused);
                made.Note = made.Note is null ? refused : $"{made.Note} {refused}";
                return why;
            case Effect.PublishEventEffect told when engine.PluginOf(step.Handler.Key) is var plugin && !PluginKey.IsOf(plugin, told.Type):
                return $"The handler publishes '{told.Type}', which is not an event of its plugin: those are {plugin}.{{name}}.";
            case Effect.CreateTaskEffect or Effect.SetStateEffect or Effect.NotifyEffect or Effect.PublishEventEffect:
                return null;
            default:
                // Never dropped in silence: the person sees which step cannot be carried out here.
                return $"This version of the engine does not carry out {effect.GetType().Name.Replace("Effect", "", StringComparison.Ordinal)}.";
        }
    }

    private void Carry(PreparedStep step, Effect effect, Made made)
    {
        switch (effect)
        {
            case Effect.QueueMessageEffect:
                MessageLedger.Queue(Frame(), made.Row!);
                break;
            case Effect.CreateDraftEffect draft:
                var details = new EmailDraftDetails { To = [step.Contact!.Email!], Html = draft.Html };
                made.Activity = StepActivities.Draft(Changes, material, step, draft, details).Id;
                break;
            case Effect.CreateTaskEffect task:
                made.Activity = StepActivities.Task(Changes, material, step, task).Id;
                break;
            case Effect.LogActivityEffect:
                break; // written apart, while it was checked
            case Effect.SetStateEffect state:
                SetState(step, state);
                break;
            case Effect.NotifyEffect notify:
                EnrollmentEvents.Publish(Frame(), enrollment, "member.notified", Payloads.Notice(enrollment, notify.Text));
                break;
            case Effect.PublishEventEffect occurred:
                EnrollmentEvents.Publish(Frame(), enrollment, occurred.Type, occurred.Payload.GetRawText());
                break;
            default:
                break; // a changed record, an enrollment: written apart, while it was checked
        }
    }

    private Work Frame() => StepEnrolling.Frame(enrollment, material.Now, Changes);

    private string? WhyNotLogged(PreparedStep step, Effect.LogActivityEffect log, ChangeSet logged)
    {
        RecordEffects.RequireRules(engine, material);
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
            Id = new ActivityId(OrderedId.At(material.Now)),
            Author = Enrollments.Runner,
            Now = material.Now,
            Enrollment = enrollment.Id,
            Execution = step.Execution,
        };
        try
        {
            ActivityDecisions.Log(logged, material.RulesOf(enrollment.Tenant, engine.Catalog), wanted, material.Links);
            return null;
        }
        catch (CrmException wrong)
        {
            return $"The activity that the handler wants logged is refused: {wrong.Message}";
        }
    }

    private void SetState(PreparedStep step, Effect.SetStateEffect state) =>
        Changes.Upsert(
            new EnrollmentValue
            {
                Tenant = enrollment.Tenant,
                Enrollment = enrollment.Id,
                Plugin = engine.PluginOf(step.Handler.Key),
                Key = state.Key,
                Value = state.Value.GetRawText(),
            }
        );

    /// <summary>What the effects of a step made.</summary>
    private sealed class Made
    {
        public Message? Row { get; set; }

        public ActivityId? Activity { get; set; }

        public bool HasLetter { get; set; }

        /// <summary>Whether the enrollment finishes with this step.</summary>
        public bool EndsEnrollment { get; init; }

        /// <summary>What did not happen and why, in words; null where everything did.</summary>
        public string? Note { get; set; }

        public ChangeSet? Logged { get; set; }
    }
}
