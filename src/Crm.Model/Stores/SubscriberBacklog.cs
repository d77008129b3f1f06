namespace Crm.Stores;

/// <summary>What a subscriber has not handled.</summary>
/// <param name="Subscriber">Its key.</param>
/// <param name="Parked">Events that are given up until a person asks for them again.</param>
/// <param name="Late">Events that wait for it and are old.</param>
public sealed record SubscriberBacklog(string Subscriber, int Parked, int Late);
