using Crm.Audit;
using Crm.Events;
using Crm.Sequences;

namespace Crm.Stores;

/// <summary>What a decision wants written: rows to insert, to replace and to delete, of any tables. Decisions fill it; a unit of work applies it at once, set-based.</summary>
public sealed class ChangeSet
{
    private readonly Dictionary<Type, RowChanges> changes = [];

    /// <summary>Changes by type of row.</summary>
    public IReadOnlyCollection<RowChanges> Tables => changes.Values;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => changes.Count == 0;

    /// <summary>Whether it says who did it: an audit row, a step execution or a batch.</summary>
    public bool IsAudited => changes.ContainsKey(typeof(AuditEntry)) || changes.ContainsKey(typeof(StepExecution)) || changes.ContainsKey(typeof(Batch));

    /// <summary>Whether somebody must answer for it: all but the book-keeping of who was told what.</summary>
    public bool NeedsAudit => changes.Keys.Any(table => table != typeof(InboxEntry));

    /// <summary>Rows of a type that are inserted.</summary>
    public IReadOnlyList<T> Inserted<T>()
        where T : class, IRow => changes.TryGetValue(TableOf(typeof(T)), out var rows) ? [.. rows.Inserts.OfType<T>()] : [];

    /// <summary>Rows of a type that are replaced.</summary>
    public IReadOnlyList<T> Updated<T>()
        where T : class, IRow => changes.TryGetValue(TableOf(typeof(T)), out var rows) ? [.. rows.Updates.OfType<T>()] : [];

    /// <summary>Adds a row; a row of the same key is a <see cref="UniqueViolationException"/>.</summary>
    public void Insert(IRow row) => For(row).Inserts.Add(row);

    /// <summary>Adds a row unless one of the same key is there already.</summary>
    public void InsertIfAbsent(IRow row) => For(row).InsertsIfAbsent.Add(row);

    /// <summary>Adds a row, or replaces the one of the same key whatever it holds; where a row comes more than once, the last one stays.</summary>
    /// <exception cref="ArgumentException">The row is revisioned: what several may want to change is never overwritten unseen.</exception>
    public void Upsert(IRow row)
    {
        if (row is IRevisioned)
            throw new ArgumentException($"A {row.GetType().Name} has a revision: insert or update it.", nameof(row));
        For(row).Upserts.Add(row);
    }

    /// <summary>Replaces a row by key; in the order given where a row is replaced more than once, and after it where the set inserts it. A revisioned row carries the new revision; where the stored one is not the one before, nothing of the set is written and <see cref="ConcurrencyConflictException"/> is thrown.</summary>
    public void Update(IRow row) => For(row).Updates.Add(row);

    /// <summary>Replaces a row by its next form, or inserts it where there is none yet.</summary>
    internal void InsertOrUpdate(IRow? before, IRow after)
    {
        if (before is null)
            Insert(after);
        else
            Update(after);
    }

    /// <summary>Deletes a row by key.</summary>
    public void Delete(IRow row) => For(row).Deletes.Add(row);

    /// <summary>Takes over what another set wants.</summary>
    public void Add(ChangeSet other)
    {
        foreach (var table in other.Tables)
        {
            var mine = For(table.RowType);
            mine.Inserts.AddRange(table.Inserts);
            mine.InsertsIfAbsent.AddRange(table.InsertsIfAbsent);
            mine.Upserts.AddRange(table.Upserts);
            mine.Updates.AddRange(table.Updates);
            mine.Deletes.AddRange(table.Deletes);
        }
    }

    /// <summary>Remembers what is wanted up to now, for <see cref="Return"/>; the next mark takes its place.</summary>
    internal void Mark()
    {
        foreach (var table in changes.Values)
            table.Mark();
    }

    /// <summary>Forgets what was added since the last mark.</summary>
    internal void Return()
    {
        foreach (var table in changes.Values)
        {
            if (table.Return())
                changes.Remove(table.RowType);
        }
    }

    private RowChanges For(IRow row) => For(TableOf(row.GetType()));

    private RowChanges For(Type table) => changes.TryGetValue(table, out var rows) ? rows : changes[table] = new RowChanges(table);

    /// <summary>The four types of record share one table.</summary>
    private static Type TableOf(Type row) => typeof(CrmRecord).IsAssignableFrom(row) ? typeof(CrmRecord) : row;
}
