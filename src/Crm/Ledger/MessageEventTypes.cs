using static Crm.Ledger.MessageTrigger;

namespace Crm.Ledger;

/// <summary>Which event each trigger publishes; beside <see cref="MessageLifecycle"/>, so that no transition goes without.</summary>
internal static class MessageEventTypes
{
    /// <summary>The type of the event that a trigger publishes; null for those that only prepare or put off.</summary>
    public static string? Of(MessageTrigger trigger) =>
        trigger switch
        {
            Queue or Resend => "message.queued",
            Acknowledge => "message.sent",
            LoseAnswer => "message.unknown",
            Deliver => "message.delivered",
            Bounce => "message.bounced",
            Reply => "message.replied",
            Fail => "message.failed",
            Cancel => "message.cancelled",
            Edit or Approve or Unqueue or PassGate or Defer => null,
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "The trigger is unknown."),
        };

    /// <summary>The table as Markdown; <c>docs/diagrams/message.md</c> holds it.</summary>
    internal static string Markdown =>
        "| trigger | event |\n| --- | --- |\n"
        + string.Concat(Enum.GetValues<MessageTrigger>().Select(trigger => $"| {trigger} | {(Of(trigger) is { } type ? $"`{type}`" : "none")} |\n"));
}
