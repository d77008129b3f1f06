using Crm.Accounts;

namespace Crm.Web.Account;

/// <summary>What the page of a one-time link shows.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Link">What it is good for.</param>
public sealed record LinkModel(string Token, OpenLink Link)
{
    /// <summary>What was typed as address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>What is wrong with the address, or null.</summary>
    public string? AddressProblem { get; init; }

    /// <summary>What is wrong with the password, or null.</summary>
    public string? PasswordProblem { get; init; }

    /// <summary>Why it did not work, or null.</summary>
    public string? Problem { get; init; }
}
