using System.Security.Cryptography;
using System.Text;

namespace Crm.Messages;

/// <summary>Addresses are compared and kept by their hash where the address itself is not needed.</summary>
public static class AddressHash
{
    /// <summary>SHA-256 over the trimmed address in lower case, as 64 hexadecimal digits.</summary>
    public static string Of(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())));
}
