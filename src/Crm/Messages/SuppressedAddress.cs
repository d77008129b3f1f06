namespace Crm.Messages;

/// <summary>Reads addresses that are suppressed or looked up in the one form that records keep, so that what is entered is what is found.</summary>
internal static class SuppressedAddress
{
    private const int LongestAddress = 320;
    private const int HashLength = 64;

    /// <summary>An address of a channel in the form that is hashed, or what is wrong with it.</summary>
    public static (string? Address, string? WhyNot) Read(string channel, string? text)
    {
        if (channel == Channels.Email)
            return EmailAddress.Normalize(text ?? "");
        var address = PlainText.Visible(text ?? "");
        return address.Length is 0 or > LongestAddress ? (null, $"It must have 1 to {LongestAddress} characters, had {address.Length}.") : (address, null);
    }

    /// <summary>Refuses what is no address of the channel.</summary>
    /// <exception cref="CrmException">Invalid.</exception>
    public static void Require(string channel, string? text)
    {
        if (Read(channel, text).WhyNot is { } whyNot)
            throw CrmException.Invalid("address", whyNot);
    }

    /// <summary>The hash of an address; a hash, as lists show it, is taken as it is.</summary>
    /// <exception cref="CrmException">Invalid: it is neither.</exception>
    public static string HashOf(string channel, string? text)
    {
        if (IsHash(text?.Trim()))
            return text!.Trim().ToLowerInvariant();
        Require(channel, text);
        return AddressHash.Of(text!);
    }

    /// <summary>Whether a text is a hash of an address.</summary>
    public static bool IsHash(string? text) => text is { Length: HashLength } && text.All(char.IsAsciiHexDigit);
}
