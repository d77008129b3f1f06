namespace Crm.Stores;

/// <summary>Reads that name what they want by ids or by tenants, set-based: all that a batch over many tenants may read, and what a tenant's stores have too.</summary>
public interface ILookups
{
    /// <summary>Tenants, members and what tenants have set.</summary>
    ITenancyLookup Tenancy { get; }

    /// <summary>Leads, contacts, companies, deals.</summary>
    IRecordLookup Records { get; }

    /// <summary>Activities and timelines.</summary>
    IActivityLookup Activities { get; }

    /// <summary>Sequences and enrollments.</summary>
    ISequenceLookup Sequences { get; }

    /// <summary>Outbound messages, mailboxes, suppressions.</summary>
    IMessageLookup Messages { get; }

    /// <summary>What the installation knows about itself.</summary>
    IInstallationLookup Installation { get; }
}
