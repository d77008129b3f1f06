using Crm.Timeline;

namespace Crm.Messages.Sending;

/// <summary>A message that passed the gate.</summary>
/// <param name="Message">The message as it was stored then.</param>
/// <param name="Links">The other timelines that show it.</param>
/// <param name="Lease">How long this sender may still send it.</param>
internal sealed record PassedMessage(Message Message, TimelineLinks Links, LeaseWatch Lease);
