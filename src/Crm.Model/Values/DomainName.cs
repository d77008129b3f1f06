using System.Buffers;
using System.Globalization;
using System.Text;

namespace Crm.Values;

/// <summary>Host names (RFC 1035, RFC 5891): kept in Unicode and lower case without the root's dot, whatever form they came in. Pure; safe for all threads.</summary>
internal static class DomainName
{
    /// <summary>RFC 1035 §2.3.4: 255 octets, of which a name shows 253 at most.</summary>
    private const int MaxLength = 253;
    private const int MaxLabel = 63;
    private static readonly SearchValues<char> OfLabel = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>The form in which a name is kept and compared; null if it is not a host name.</summary>
    public static string? Normalize(string text)
    {
        var name = PlainText.Visible(text).ToLowerInvariant();
        try
        {
            if (Ascii.IsValid(name) && !name.Contains("xn--", StringComparison.Ordinal))
                return WithoutRoot(name) is var plain && IsHost(plain) ? plain : null;
            // There and back: the mapping also folds width, dots of other scripts and whatever else it takes for the same.
            var ascii = WithoutRoot(Idn.GetAscii(name).ToLowerInvariant());
            return IsHost(ascii) ? Idn.GetUnicode(ascii) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The form that goes over the wire: internationalized labels as <c>xn--…</c>. A text that is not a host name stays as it is.</summary>
    public static string ToAscii(string name)
    {
        try
        {
            return Ascii.IsValid(name) ? name : Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    private static string WithoutRoot(string name) => name.EndsWith('.') ? name[..^1] : name;

    private static bool IsHost(string ascii)
    {
        if (ascii.Length is 0 or > MaxLength)
            return false;
        foreach (var range in ascii.AsSpan().Split('.'))
            if (!IsLabel(ascii.AsSpan()[range]))
                return false;
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(OfLabel);
}
