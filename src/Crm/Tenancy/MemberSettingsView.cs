using Crm.Messages;

namespace Crm.Tenancy;

/// <summary>What a member has set, or wants to set, for the own work.</summary>
public sealed record MemberSettingsView
{
    /// <summary>What templates for mail that people write show as <c>sender.signature</c>, as plain text; null for nothing.</summary>
    public string? Signature { get; init; }

    /// <summary>The language of the pages (BCP 47), such as <c>de</c> or <c>en-GB</c>; null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary>The mailbox that the member's mail leaves from; null for the member's first, else the tenant's.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>The member's time zone (IANA); null for the tenant's.</summary>
    public string? Zone { get; init; }

    /// <summary>The revision, 0 where nothing was set yet; of an input the one that the caller has seen, null where that does not matter.</summary>
    public int? Revision { get; init; }

    internal static MemberSettingsView Of(Member member, MemberSettings? row) =>
        new()
        {
            Signature = row?.Signature,
            Language = row?.Language,
            Mailbox = row?.Mailbox,
            Zone = member.Zone,
            Revision = row?.Revision ?? 0,
        };
}
