using Crm.Messages;

namespace Crm.Tenancy;

/// <summary>What a member has set for the own work. The time zone stands with the member.</summary>
public sealed record MemberSettings : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>Whose they are.</summary>
    public required MemberId Member { get; init; }

    /// <summary>What templates for mail that people write show as <c>sender.signature</c>, as plain text; null for nothing.</summary>
    public string? Signature { get; init; }

    /// <summary>The language of the pages (BCP 47), such as <c>de</c> or <c>en-GB</c>; null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary>The mailbox that the member's own mail leaves from; null for the member's first, else the tenant's.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
