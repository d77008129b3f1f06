namespace Crm.Activities.Types;

/// <summary>What is asked of addresses in details: that each is one address. Whether it exists is the server's to say.</summary>
internal static class MailAddresses
{
    /// <summary>What is wrong with the first wrong address; null where all are fine. The address itself is not repeated: messages carry no personal data.</summary>
    public static string? WhyNot(IReadOnlyList<string> addresses)
    {
        for (var index = 0; index < addresses.Count; index++)
            if (!IsOne(addresses[index]))
                return $"Address {index + 1} of {addresses.Count} is not a single address such as anna@example.com.";
        return null;
    }

    /// <summary>The timeline's line.</summary>
    public static string Summary(IReadOnlyList<string> recipients) => recipients.Count > 0 ? "To " + string.Join(", ", recipients) : "";

    private static bool IsOne(string address) =>
        address.LastIndexOf('@') is > 0 and var at
        && at < address.Length - 1
        && !address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>');
}
