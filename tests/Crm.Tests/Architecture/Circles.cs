namespace Crm.Tests.Architecture;

/// <summary>Finds what knows itself by way of others.</summary>
internal static class Circles
{
    /// <summary>The strongly connected parts of a graph that have at least two members, the largest first; members in order of their names.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(IEnumerable<(string From, string To)> arrows)
    {
        var search = new Search(arrows.ToLookup(arrow => arrow.From, arrow => arrow.To));
        return [.. search.Run().Where(part => part.Count > 1).OrderByDescending(part => part.Count).ThenBy(part => part[0], StringComparer.Ordinal)];
    }

    /// <summary>Tarjan's algorithm: a member's rank falls to the lowest one it can reach; who keeps its own begins a part.</summary>
    private sealed class Search(ILookup<string, string> next)
    {
        private readonly Dictionary<string, int> _order = [];
        private readonly Dictionary<string, int> _rank = [];
        private readonly Stack<string> _open = [];
        private readonly List<IReadOnlyList<string>> _parts = [];

        public List<IReadOnlyList<string>> Run()
        {
            foreach (var start in next.Select(group => group.Key).Order(StringComparer.Ordinal))
                if (!_order.ContainsKey(start))
                    Visit(start);
            return _parts;
        }

        private void Visit(string member)
        {
            _order[member] = _rank[member] = _order.Count;
            _open.Push(member);
            foreach (var other in next[member])
            {
                if (!_order.ContainsKey(other))
                    Visit(other);
                if (_open.Contains(other))
                    _rank[member] = Math.Min(_rank[member], _rank[other]);
            }
            if (_rank[member] == _order[member])
                Close(member);
        }

        private void Close(string member)
        {
            List<string> part = [];
            do part.Add(_open.Pop());
            while (part[^1] != member);
            _parts.Add([.. part.Order(StringComparer.Ordinal)]);
        }
    }
}
