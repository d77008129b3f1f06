using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>The customer of an installation whose data nobody else sees. Never empty in a stored row; there is no wildcard tenant.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct TenantId(Guid Value)
{
    /// <summary>Derives the tenant from an ISV's own key, always the same one for the same key (RFC 9562 §5.8: a version 8 identifier over SHA-256).</summary>
    /// <param name="key">The ISV's key, such as an account number; compared by its exact characters.</param>
    /// <exception cref="ArgumentException">The key is empty or white space.</exception>
    public static TenantId From(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("crm.tenant:" + key)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new TenantId(new Guid(bytes, bigEndian: true));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A person of the tenant who owns records and acts.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct MemberId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A lead, contact, company or deal. Version 7 (RFC 9562), so ids sort by time of creation.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct RecordId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A logged call, meeting, email, note, task, or what a plugin adds.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct ActivityId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A record's way through a sequence.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct EnrollmentId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One execution of a step for one enrollment; the same on every retry.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct StepExecutionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>An outbound message in the ledger.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct MessageId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>An event in the outbox.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct CrmEventId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
