using System.Reflection;
using Crm.Stores;

namespace Crm.Testing;

/// <summary>A port of the stores that tells of each call, and so does whatever ports it hands out.</summary>
internal class WatchedStore : DispatchProxy
{
    private static readonly MethodInfo Awaiting = typeof(WatchedStore).GetMethod(nameof(ResultAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private Action<StoreCall, object?> seen = null!;

    /// <summary>The watched port.</summary>
    public object Target { get; private set; } = null!;

    /// <summary>Watches a port.</summary>
    /// <param name="target">What is called.</param>
    /// <param name="seen">Is told of each call, and of its answer when it is done.</param>
    public static T Of<T>(T target, Action<StoreCall, object?> seen)
        where T : class => (T)(object)Of(typeof(T), target, seen);

    private static WatchedStore Of(Type port, object target, Action<StoreCall, object?> seen)
    {
        var watched = (WatchedStore)Create(port, typeof(WatchedStore));
        (watched.Target, watched.seen) = (target, seen);
        return watched;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.IsSpecialName || !typeof(Task).IsAssignableFrom(method.ReturnType))
            return Watched(method.ReturnType, Call(method, args));
        seen(CallOf(method, isDone: false), null);
        var task = (Task)Call(method, args)!;
        return method.ReturnType.IsGenericType
            ? Awaiting.MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(this, [task, method])
            : AnsweredAsync(task, method);
    }

    private static StoreCall CallOf(MethodInfo method, bool isDone) => new(method.DeclaringType!.Name, method.Name, isDone);

    private object? Call(MethodInfo method, object?[]? args) => method.Invoke(Target, BindingFlags.DoNotWrapExceptions, null, args, null);

    private object? Watched(Type type, object? value) =>
        value is not null && type.IsInterface && type.Assembly == typeof(ISystemStore).Assembly ? Of(type, value, seen) : value;

    private async Task AnsweredAsync(Task task, MethodInfo method)
    {
        await task;
        seen(CallOf(method, isDone: true), null);
    }

    private async Task<T> ResultAsync<T>(Task<T> task, MethodInfo method)
    {
        var answer = await task;
        seen(CallOf(method, isDone: true), answer);
        return (T)Watched(typeof(T), answer)!;
    }
}
