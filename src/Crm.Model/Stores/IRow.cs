namespace Crm.Stores;

/// <summary>A row of one tenant. Immutable; a change is a new row.</summary>
public interface IRow
{
    /// <summary>The tenant that owns the row.</summary>
    TenantId Tenant { get; }
}
