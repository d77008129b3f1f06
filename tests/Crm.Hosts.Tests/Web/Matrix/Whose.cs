namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>Whose the thing is that a request names.</summary>
internal enum Whose
{
    /// <summary>The caller's.</summary>
    Own,

    /// <summary>A colleague's, who is in no team.</summary>
    Colleague,

    /// <summary>Another tenant's.</summary>
    Foreign,

    /// <summary>Nobody's: there is no such thing.</summary>
    Nobody,

    /// <summary>It is no id at all.</summary>
    Garbled,
}
