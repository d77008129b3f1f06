using Crm.Messages;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Testing;

/// <summary>What <see cref="TenantSetUp"/> made.</summary>
internal sealed record TenantFacts(TenantId Id)
{
    public MemberId Administrator { get; init; }

    public MemberId Manager { get; init; }

    public MemberId Rep { get; init; }

    public MemberId Colleague { get; init; }

    public MemberId Reader { get; init; }

    public TeamId Team { get; init; }

    public MailboxId Mailbox { get; init; }

    /// <summary>The audit rows of the set-up.</summary>
    public IReadOnlySet<Guid> Audited { get; init; } = new HashSet<Guid>();

    /// <summary>The events of the set-up.</summary>
    public IReadOnlySet<CrmEventId> Published { get; init; } = new HashSet<CrmEventId>();
}
