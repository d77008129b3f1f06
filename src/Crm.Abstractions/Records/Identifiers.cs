using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>The customer of an installation whose data nobody else sees. Never empty in a stored row; there is no wildcard tenant.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct TenantId(Guid Value)
{
    /// <summary>Derives the tenant's id from the host's own key; the same key always gives the same id, see <see cref="DerivedId"/>.</summary>
    /// <param name="key">The host's key, such as an account number; every character counts, including case.</param>
    /// <exception cref="ArgumentException">The key is empty or white space.</exception>
    public static TenantId From(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new TenantId(DerivedId.Of("crm.tenant:" + key));
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

/// <summary>A call, meeting, email, note, task, or an activity of a type that a plugin adds.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct ActivityId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A record's run through one version of a sequence.</summary>
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
