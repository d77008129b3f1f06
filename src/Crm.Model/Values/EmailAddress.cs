using System.Buffers;
using System.Text;

namespace Crm.Values;

/// <summary>Email addresses: kept in lower case with the domain in Unicode, sent with the domain in ASCII. The only place that checks and normalizes them. Pure; safe for all threads.</summary>
internal static class EmailAddress
{
    /// <summary>The longest address that SMTP can carry (RFC 5321 §4.5.3.1.3, less the angle brackets), in octets.</summary>
    public const int MaxLength = 254;

    /// <summary>RFC 5321 §4.5.3.1.1, in octets.</summary>
    private const int MaxLocal = 64;
    private static readonly SearchValues<char> OfAtom = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~."
    );
    private const string Example = "It must be one address such as ada@example.com.";

    /// <summary>The address in the form in which it is kept and compared, or what is wrong with it. Whatever is accepted here, a transport accepts.</summary>
    public static (string? Normalized, string? WhyNot) Normalize(string text)
    {
        var address = PlainText.Visible(text);
        if (address.Length is 0 or > MaxLength)
            return (null, $"It must have 1–{MaxLength} characters, had {address.Length}.");
        // A line break would end the header of a message and begin another one.
        if (address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return (null, "It must not contain spaces, line breaks or control characters.");
        var at = Folded(address).LastIndexOf('@');
        if (Folded(address).IndexOf('@', StringComparison.Ordinal) != at)
            return (null, "It seems to contain several addresses; give them separately.");
        if (at <= 0 || at == address.Length - 1)
            return (null, Example);
        var local = PlainText.Normalize(address[..at].ToLowerInvariant());
        if (!IsAtom(local))
            return (null, Example);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return (null, "The part before the @ must not begin or end with a dot, or have two in a row.");
        if (DomainName.Normalize(address[(at + 1)..]) is not { } domain)
            return (null, "The part after the @ must be a host name such as example.com.");
        if (Encoding.UTF8.GetByteCount(local) > MaxLocal || Encoding.UTF8.GetByteCount(local) + 1 + DomainName.ToAscii(domain).Length > MaxLength)
            return (null, $"It must have at most {MaxLocal} characters before the @ and {MaxLength} in total.");
        return ($"{local}@{domain}", null);
    }

    /// <summary>The form in which two spellings of one address are equal; for a text that is not an address, its plain form, which matches nothing.</summary>
    public static string Key(string text) => Normalize(text).Normalized ?? PlainText.Key(text);

    /// <summary>The address as a transport sends it: the domain in ASCII (RFC 5891). The part before the @ stays: if it is not ASCII, the server must support SMTPUTF8 (RFC 6531).</summary>
    public static string ToAscii(string address) =>
        Ascii.IsValid(address) || address.LastIndexOf('@') is not (>= 0 and var at) ? address : $"{address[..at]}@{DomainName.ToAscii(address[(at + 1)..])}";

    /// <summary>Input methods for Chinese and Japanese write the character in full width.</summary>
    private static string Folded(string address) => address.Replace('\uFF20', '@');

    /// <summary>Whether it is a dot-atom (RFC 5322 §3.2.3, RFC 6532 §3.2), dots aside; quoted local parts are not taken.</summary>
    private static bool IsAtom(ReadOnlySpan<char> local)
    {
        for (var rest = local; ; )
        {
            var other = rest.IndexOfAnyExcept(OfAtom);
            if (other < 0)
                return true;
            if (Ascii.IsValid(rest[other]))
                return false;
            rest = rest[(other + 1)..];
        }
    }
}
