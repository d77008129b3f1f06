namespace Crm.Installation;

/// <summary>What a host knows of the database that it works on.</summary>
internal enum MarkState
{
    /// <summary>The database has everything that this host has seen in it, so work continues.</summary>
    Current,

    /// <summary>This host has not worked on the database before, so it waits briefly for hosts that have.</summary>
    Unknown,

    /// <summary>The database was restored from a backup, and no recovery has begun.</summary>
    Behind,
}
