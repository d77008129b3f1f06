namespace Crm.Events;

/// <summary>A type of event that the engine publishes.</summary>
/// <param name="Name">Such as <c>activity.logged</c>.</param>
/// <param name="Payload">The record in <see cref="EventPayload"/> that is its data.</param>
/// <param name="When">What happened.</param>
public sealed record EventType(string Name, Type Payload, string When);
