namespace Crm.Stores;

/// <summary>A row that several may want to change: it is written only where the stored revision is the one before.</summary>
public interface IRevisioned : IRow
{
    /// <summary>1 when inserted, one more with each change.</summary>
    int Revision { get; }
}
