namespace Crm.Messages.Sending;

/// <summary>A message that passed the gate, and for how long it may be spoken of.</summary>
internal sealed record PassedMessage(Message Message, LeaseWatch Lease);
