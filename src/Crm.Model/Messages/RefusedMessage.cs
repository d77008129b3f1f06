namespace Crm.Messages;

/// <summary>A message that failed, and to whom it would have gone.</summary>
/// <param name="Message">The message's id.</param>
/// <param name="AddressHash">See <see cref="Messages.AddressHash"/>.</param>
public sealed record RefusedMessage(MessageId Message, string AddressHash);
