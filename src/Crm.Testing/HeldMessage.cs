using Crm.Messages;

namespace Crm.Testing;

/// <summary>A message that a <see cref="FakeTransport"/> hangs with.</summary>
public sealed class HeldMessage
{
    private readonly TaskCompletionSource<SendAttempt> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SendResult> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the transport hangs; its result is the attempt.</summary>
    public Task<SendAttempt> Begun => begun.Task;

    /// <summary>Lets the transport answer.</summary>
    public void Answer(SendResult result) => answered.SetResult(result);

    internal Task<SendResult> HoldAsync(SendAttempt attempt)
    {
        begun.TrySetResult(attempt);
        return answered.Task;
    }
}
