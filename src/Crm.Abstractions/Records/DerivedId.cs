using System.Security.Cryptography;
using System.Text;

namespace Crm.Records;

/// <summary>Derives identifiers instead of generating them at random: the same input always gives the same identifier (RFC 9562 §5.8: version 8, from SHA-256).</summary>
public static class DerivedId
{
    /// <summary>Derives the identifier of a text; every character counts, including case.</summary>
    public static Guid Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Derives the identifier of a byte sequence.</summary>
    public static Guid Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
