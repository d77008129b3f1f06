namespace Crm.Activities.Types;

/// <summary>What is asked of addresses in details: that each is one address. Whether it exists is the server's to say.</summary>
internal static class MailAddresses
{
    /// <summary>Whom a mail goes to; or which address is wrong, without repeating it: messages carry no personal data.</summary>
    public static ActivityDescription Describe(string? from, IReadOnlyList<string> to, IReadOnlyList<string> cc)
    {
        string[] all = [.. from is null ? Array.Empty<string>() : [from], .. to, .. cc];
        return Array.FindIndex(all, address => !IsOne(address)) is >= 0 and var wrong
            ? ActivityDescription.Reject($"Address {wrong + 1} of {all.Length} is not a single address such as anna@example.com.")
            : ActivityDescription.Accept(to.Count > 0 ? "To " + string.Join(", ", to) : "");
    }

    private static bool IsOne(string address) =>
        address.LastIndexOf('@') is > 0 and var at
        && at < address.Length - 1
        && !address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>');
}
