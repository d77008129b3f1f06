namespace Crm.Installation;

/// <summary>What a host knows of the database that it works on.</summary>
internal enum MarkState
{
    /// <summary>It is as far as it was: work goes on.</summary>
    Current,

    /// <summary>The host is new to it: for a moment it leaves it to the others to say.</summary>
    Unknown,

    /// <summary>It was restored from a backup, and not recovered yet.</summary>
    Behind,
}
