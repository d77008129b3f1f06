using Microsoft.Extensions.Time.Testing;

namespace Crm.Testing;

/// <summary>A clock that stands still until the test moves it, and that knows when somebody waits for it. Safe for all threads.</summary>
/// <param name="start">The time that it begins with.</param>
public sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TaskCompletionSource slept = NewSleep();

    /// <summary>Moves the clock step by step until something holds, each time after somebody waits for it again, so that work that is busy in between does not find that days have passed.</summary>
    /// <param name="step">How far it is moved at a time; at least the longest sleep that is to end with it.</param>
    /// <param name="holds">What is waited for; asked before each step.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task AdvanceUntilAsync(TimeSpan step, Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holds);
        while (!await holds())
        {
            var next = Volatile.Read(ref slept).Task;
            Advance(step);
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc cref="AdvanceUntilAsync(TimeSpan, Func{Task{bool}}, CancellationToken)"/>
    public Task AdvanceUntilAsync(TimeSpan step, Func<bool> holds, CancellationToken cancellationToken) =>
        AdvanceUntilAsync(step, () => Task.FromResult(holds()), cancellationToken);

    /// <summary>Moves the clock step by step, as <see cref="AdvanceUntilAsync(TimeSpan, Func{Task{bool}}, CancellationToken)"/> does, until something has ended.</summary>
    /// <returns>What it ended with.</returns>
    public async Task<T> AdvanceUntilAsync<T>(TimeSpan step, Task<T> ending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ending);
        while (!ending.IsCompleted)
        {
            var next = Volatile.Read(ref slept).Task;
            Advance(step);
            await Task.WhenAny(ending, next).WaitAsync(cancellationToken);
        }
        return await ending;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Exchange(ref slept, NewSleep()).TrySetResult();
        return timer;
    }

    private static TaskCompletionSource NewSleep() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
