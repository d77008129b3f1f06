using Crm.Messages;

namespace Crm.Stores;

/// <summary>A message that waits for an answer.</summary>
/// <param name="Id">The message.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="State">Its state.</param>
/// <param name="QueuedAt">When it was queued, in UTC.</param>
/// <param name="Record">The record it is about, with its name.</param>
public sealed record DayMessage(MessageId Id, string Subject, string To, MessageState State, DateTimeOffset QueuedAt, NamedRecord Record);
