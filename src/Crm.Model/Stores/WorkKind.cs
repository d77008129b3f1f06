namespace Crm.Stores;

/// <summary>What a unit of work is for.</summary>
public enum WorkKind
{
    /// <summary>Only reads; sees one moment.</summary>
    Read,

    /// <summary>Reads and writes.</summary>
    Write,
}
