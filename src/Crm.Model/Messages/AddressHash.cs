using System.Security.Cryptography;
using System.Text;
using Crm.Values;

namespace Crm.Messages;

/// <summary>Addresses are compared and kept by their hash where the address itself is not needed.</summary>
public static class AddressHash
{
    /// <summary>SHA-256 over the address in the form in which records keep it, as 64 hexadecimal digits: two spellings of one address have the same hash.</summary>
    public static string Of(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EmailAddress.Key(address))));
}
