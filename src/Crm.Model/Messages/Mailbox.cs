namespace Crm.Messages;

/// <summary>Where mail of a member or team goes out.</summary>
public sealed record Mailbox : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The mailbox's id.</summary>
    public required MailboxId Id { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The sender's address, unique within tenant and channel.</summary>
    public required string Address { get; init; }

    /// <summary>The sender's name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whose it is; null: the tenant's, for members who have none.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Whether it may send.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Why it may not, in words; null while it may.</summary>
    public string? Reason { get; init; }

    /// <summary>What stopped it, if that stopped others as well, such as <c>account:{key}</c>: resuming one of them resumes all. Null otherwise.</summary>
    public string? Cause { get; init; }

    /// <summary>What to do with a message whose delivery is unknown.</summary>
    public UnknownPolicy UnknownPolicy { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
