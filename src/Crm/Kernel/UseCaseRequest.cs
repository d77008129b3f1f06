namespace Crm.Kernel;

/// <summary>A request to write.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Action">The use case's action.</param>
/// <param name="Right">The right that it takes.</param>
/// <param name="Hash">What two requests with one idempotency key must have in common; asked only where there is a key.</param>
internal sealed record UseCaseRequest(Caller Caller, string Action, Right Right, Func<byte[]> Hash);
