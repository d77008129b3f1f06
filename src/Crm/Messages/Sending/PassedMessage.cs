using Crm.Timeline;

namespace Crm.Messages.Sending;

/// <summary>A message that passed the gate.</summary>
/// <param name="Message">The message as it was stored then.</param>
/// <param name="Links">Whose timelines show it besides.</param>
/// <param name="Lease">For how long it may be spoken of.</param>
internal sealed record PassedMessage(Message Message, TimelineLinks Links, LeaseWatch Lease);
