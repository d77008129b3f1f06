namespace Crm.Stores;

/// <summary>Changes of one type of row.</summary>
public sealed class RowChanges(Type rowType)
{
    private (int Inserts, int InsertsIfAbsent, int Upserts, int Updates, int Deletes) mark;

    /// <summary>The type of row; <see cref="CrmRecord"/> for all four types of record.</summary>
    public Type RowType { get; } = rowType;

    /// <summary>Rows to insert.</summary>
    public List<IRow> Inserts { get; } = [];

    /// <summary>Rows to insert unless they are there.</summary>
    public List<IRow> InsertsIfAbsent { get; } = [];

    /// <summary>Rows to insert, or to replace where they are there.</summary>
    public List<IRow> Upserts { get; } = [];

    /// <summary>Rows to replace.</summary>
    public List<IRow> Updates { get; } = [];

    /// <summary>Rows to delete.</summary>
    public List<IRow> Deletes { get; } = [];

    internal void Mark() => mark = (Inserts.Count, InsertsIfAbsent.Count, Upserts.Count, Updates.Count, Deletes.Count);

    /// <summary>Forgets what was added since the mark; says whether nothing is left.</summary>
    internal bool Return()
    {
        Cut(Inserts, mark.Inserts);
        Cut(InsertsIfAbsent, mark.InsertsIfAbsent);
        Cut(Upserts, mark.Upserts);
        Cut(Updates, mark.Updates);
        Cut(Deletes, mark.Deletes);
        return mark is (0, 0, 0, 0, 0);
    }

    /// <summary>Shortens a list; one that is short enough is not touched, so that whoever walks it may go on.</summary>
    internal static void Cut<T>(List<T> list, int count)
    {
        if (list.Count > count)
            list.RemoveRange(count, list.Count - count);
    }
}
