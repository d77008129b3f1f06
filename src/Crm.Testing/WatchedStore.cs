using System.Reflection;
using Crm.Stores;

namespace Crm.Testing;

/// <summary>A port of the stores that tells of each call, and so does whatever ports it hands out.</summary>
internal class WatchedStore : DispatchProxy
{
    private static readonly MethodInfo Awaiting = typeof(WatchedStore).GetMethod(nameof(ResultAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private Action<StoreCall> seen = null!;

    /// <summary>The watched port.</summary>
    public object Target { get; private set; } = null!;

    /// <summary>Watches a port.</summary>
    public static object Of(Type port, object target, Action<StoreCall> seen)
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
        seen(new StoreCall(method.Name, IsDone: false));
        var task = (Task)Call(method, args)!;
        return method.ReturnType.IsGenericType
            ? Awaiting.MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(this, [task, method.Name])
            : AnsweredAsync(task, method.Name);
    }

    private object? Call(MethodInfo method, object?[]? args) => method.Invoke(Target, BindingFlags.DoNotWrapExceptions, null, args, null);

    private object? Watched(Type type, object? value) =>
        value is not null && type.IsInterface && type.Assembly == typeof(ICrmStore).Assembly ? Of(type, value, seen) : value;

    private async Task AnsweredAsync(Task task, string member)
    {
        await task;
        seen(new StoreCall(member, IsDone: true));
    }

    private async Task<T> ResultAsync<T>(Task<T> task, string member)
    {
        var answer = await task;
        seen(new StoreCall(member, IsDone: true));
        return (T)Watched(typeof(T), answer)!;
    }
}
