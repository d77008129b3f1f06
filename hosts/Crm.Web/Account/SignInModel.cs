namespace Crm.Web.Account;

/// <summary>What the sign-in page shows.</summary>
/// <param name="ReturnUrl">Where the person goes then.</param>
public sealed record SignInModel(string ReturnUrl)
{
    /// <summary>What was typed as address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Why nobody was signed in, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it is a demo, in which one click signs in.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Whether a forgotten password can be reset by mail.</summary>
    public bool CanForget { get; init; }

    /// <summary>Whether nobody can sign in yet.</summary>
    public bool IsFirst { get; init; }
}
