namespace Crm.Sql;

/// <summary>Prepared statements of one connection by their text: those that were used last. What is in use is not among them. For one thread at a time, as a connection is.</summary>
/// <param name="max">How many are kept.</param>
internal sealed class RecentStatements<T>(int max) : IDisposable
    where T : class, IDisposable
{
    private readonly Dictionary<string, LinkedListNode<(string Text, T Statement)>> statements = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Text, T Statement)> newestFirst = [];
    private bool isDisposed;

    /// <summary>Hands a statement out; null where none is kept.</summary>
    public T? Take(string text)
    {
        if (!statements.Remove(text, out var node))
            return null;
        newestFirst.Remove(node);
        return node.Value.Statement;
    }

    /// <summary>Keeps a statement for the next who asks for its text, in place of the one that was not asked for longest. Where it cannot, disposes it.</summary>
    public void Keep(string text, T statement)
    {
        var node = new LinkedListNode<(string, T)>((text, statement));
        if (isDisposed || !statements.TryAdd(text, node))
        {
            statement.Dispose();
            return;
        }
        newestFirst.AddFirst(node);
        if (statements.Count > max)
            Take(newestFirst.Last!.Value.Text)!.Dispose();
    }

    /// <summary>Disposes all that it keeps, and from now on whatever it is given.</summary>
    public void Dispose()
    {
        isDisposed = true;
        while (newestFirst.Last is { } oldest)
            Take(oldest.Value.Text)!.Dispose();
    }
}
