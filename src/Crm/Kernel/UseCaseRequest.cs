namespace Crm.Kernel;

/// <summary>A request to write. The hash is what two requests with one idempotency key must have in common; it is asked only where there is a key.</summary>
internal sealed record UseCaseRequest(Caller Caller, string Action, Right Right, Func<byte[]> Hash);
